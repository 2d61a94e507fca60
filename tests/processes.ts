import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freshenPages } from '../src/cli/start/pages.ts';
import { residentMiB } from './resident.ts';
import { overheard } from './statements/overheard.ts';
import { soon } from './until.ts';

const KITH = join(import.meta.dirname, '../bin/kith');

/** What has come of a process: its exit code, or null where a signal has ended it, and all that it said. */
export interface Ended {
  code: number | null;
  out: string;
  err: string;
}

/** A process of Kith: what it is told and what becomes of it. */
export interface Kith {
  pid: number;
  /** All that it has printed and logged so far. */
  said: () => string;
  /** Resolves with the first match in what it says; rejects when it ends without. */
  says: (pattern: RegExp) => Promise<RegExpExecArray>;
  running: () => boolean;
  ended: Promise<Ended>;
  signal: (name: NodeJS.Signals) => void;
  /** Ends it as the machine's fall would: at once, whatever it is doing. */
  kill: () => Promise<void>;
  /** Ends it as an operator would; the exit code. */
  stop: () => Promise<number | null>;
  /** Resident memory in MiB. */
  memory: () => Promise<number>;
}

/** A Kith that has opened its house. */
export interface House extends Kith {
  origin: string;
  port: number;
}

/** Starts a command of Kith, with these settings and none of the machine's own. Whoever starts it ends it. */
export function startKith(args: string[], settings: Record<string, string> = {}, program = KITH): Kith {
  const { PATH, HOME, TMPDIR } = process.env;
  const usual = { LIMITS: 'off', LOG: 'warn', TZ: 'UTC', ...(settings['DATABASE_URL'] ? overheard() : {}) };
  const child = spawn(program, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH, HOME, TMPDIR, ...usual, ...settings },
  });
  const said = { out: '', err: '', all: '' };
  const hear = (name: 'out' | 'err') => (text: string) => {
    said[name] += text;
    said.all += text;
  };
  child.stdout.setEncoding('utf8').on('data', hear('out'));
  child.stderr.setEncoding('utf8').on('data', hear('err'));
  const ended = new Promise<Ended>((done, fail) => {
    child.once('error', fail);
    child.once('close', (code) => done({ code, out: said.out, err: said.err }));
  });
  ended.catch(() => undefined); // Told to whoever waits for it.
  const running = () => child.exitCode === null && child.signalCode === null;
  return {
    pid: child.pid!,
    said: () => said.all,
    async says(pattern) {
      for (;;) {
        const match = pattern.exec(said.all);
        if (match) return match;
        if (!running()) throw new Error(`kith ended without saying ${pattern}:\n${said.all}`);
        await soon();
      }
    },
    running,
    ended,
    signal: (name) => void child.kill(name),
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
    async stop() {
      child.kill('SIGTERM');
      return (await ended).code;
    },
    memory: () => residentMiB(child.pid!),
  };
}

/** Waits until a `kith start` has opened its house. */
export async function opened(started: Kith): Promise<House> {
  const [, port] = await started.says(/Kith is open at http:\/\/localhost:(\d+)\n/);
  return { ...started, origin: `http://127.0.0.1:${port}`, port: Number(port) };
}

/** Starts so many processes of one house at the same moment; `end` ends them all, however they are. */
export async function openProcesses(
  count: number,
  settings: Record<string, string>,
): Promise<{ processes: House[]; end: () => Promise<void> }> {
  await freshenPages(() => undefined); // Not by each of them.
  const dataDir = await mkdtemp(join(tmpdir(), 'kith-processes-'));
  const own = { PORT: '0', DATA_DIR: dataDir, LOG: 'info', ...settings };
  const started = Array.from({ length: count }, () => startKith(['start'], own));
  const end = async () => {
    await Promise.all(started.map((one) => one.kill()));
    await rm(dataDir, { recursive: true, force: true });
  };
  try {
    return { processes: await Promise.all(started.map(opened)), end };
  } catch (error) {
    await end();
    throw error;
  }
}
