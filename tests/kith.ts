import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { overheard } from './statements/overheard.ts';

const KITH = join(import.meta.dirname, '../bin/kith');

export interface Ended {
  code: number | null;
  out: string;
  err: string;
}

/** A folder that is gone after the test. */
export async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'kith-cli-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Runs `kith` as at a terminal, with these settings and none of the machine's own. */
export function kith(args: string[], settings: Record<string, string> = {}, program = KITH): Promise<Ended> {
  return running(args, settings, program).ended;
}

/** The same while it runs; it is ended with the test at the latest. */
export function running(args: string[], settings: Record<string, string> = {}, program = KITH) {
  const { PATH, HOME, TMPDIR } = process.env;
  const child = spawn(program, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH, HOME, TMPDIR, LIMITS: 'off', ...(settings['DATABASE_URL'] ? overheard() : {}), ...settings },
  });
  const said = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said.out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said.err += text));
  const ended = new Promise<Ended>((done, fail) => {
    child.once('error', fail);
    child.once('close', (code) => done({ code, ...said }));
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  return {
    ended,
    said,
    signal: (name: NodeJS.Signals) => child.kill(name),
    /** Resolves with the first match in what it says; rejects when it ends without. */
    async says(pattern: RegExp): Promise<RegExpExecArray> {
      for (;;) {
        const match = pattern.exec(said.out);
        if (match) return match;
        if (child.exitCode !== null)
          throw new Error(`kith ended without saying ${pattern}:\n${said.out}${said.err}`);
        await new Promise((soon) => setTimeout(soon, 20));
      }
    },
  };
}
