import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { residentMiB } from '../resident.ts';
import type { Place } from './engines.ts';

const KITH = join(import.meta.dirname, '../../bin/kith');

/** A Kith process; what it is told and what becomes of it. */
export interface House {
  origin: string;
  port: number;
  pid: number;
  /** All that it has printed. */
  said: () => string;
  running: () => boolean;
  /** Ends it as the machine's fall would: at once, whatever it is doing. */
  kill: () => Promise<void>;
  /** Ends it as an operator would; the exit code. */
  stop: () => Promise<number | null>;
  /** Resident memory in MiB. */
  memory: () => Promise<number>;
}

/** Starts `kith start` at a place, on any free port unless the settings name one, and waits until it is open. */
export async function openHouse(place: Place, settings: Record<string, string> = {}): Promise<House> {
  const started = startKith(place, ['start'], settings);
  const [, address] = await started.says(/Kith is open at (\S+)\n/);
  const origin = address!.replace('localhost', '127.0.0.1');
  return { ...started, origin, port: Number(new URL(origin).port) };
}

/** Starts a command of `kith` at a place, with none of the machine's own settings. */
export function startKith(place: Place, args: string[], settings: Record<string, string> = {}) {
  const { PATH, HOME, TMPDIR } = process.env;
  const usual = { HOST: '127.0.0.1', PORT: '0', LIMITS: 'off', LOG: 'warn', TZ: 'UTC' };
  const child = spawn(KITH, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH, HOME, TMPDIR, ...usual, ...place.settings, ...settings },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (said += text));
  const closed = once(child, 'close');
  const ended = () => closed.then(() => child.exitCode);
  onTestFinished(() => void child.kill('SIGKILL'));
  return {
    pid: child.pid!,
    said: () => said,
    running: () => isRunning(child),
    ended,
    /** Resolves with the first match in what it says; rejects when it ends without. */
    async says(pattern: RegExp): Promise<RegExpExecArray> {
      for (;;) {
        const match = pattern.exec(said);
        if (match) return match;
        if (!isRunning(child)) throw new Error(`kith ended without saying ${pattern}:\n${said}`);
        await soon();
      }
    },
    async kill(): Promise<void> {
      child.kill('SIGKILL');
      await closed;
    },
    async stop(): Promise<number | null> {
      child.kill('SIGTERM');
      return ended();
    },
    memory: () => residentMiB(child.pid!),
  };
}

/** For those who wait for something to happen and look again. */
export const soon = (ms = 10) => new Promise((later) => setTimeout(later, ms));

/** Waits until something is so. What it waits for must come: the test's own limit is the only one. */
export async function until(isSo: () => unknown): Promise<void> {
  while (!(await isSo())) await soon();
}

const isRunning = (child: ChildProcess) => child.exitCode === null && child.signalCode === null;
