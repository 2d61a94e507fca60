import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freshenPages } from '../src/cli/start/pages.ts';
import { overheard } from './statements/overheard.ts';

const KITH = join(import.meta.dirname, '../bin/kith');

/** One process of a house of several, as `kith start` opens it. */
export interface Process {
  origin: string;
  port: number;
  pid: number;
  /** All that it has printed and logged. */
  said: () => string;
  kill: (signal: NodeJS.Signals) => void;
  /** The exit code, or null where a signal has ended it. */
  ended: Promise<number | null>;
}

/** Starts so many processes of one house at the same moment; `end` ends them all, however they are. */
export async function openProcesses(
  count: number,
  settings: Record<string, string>,
): Promise<{ processes: Process[]; end: () => Promise<void> }> {
  await freshenPages(() => undefined); // Not by each of them.
  const dataDir = await mkdtemp(join(tmpdir(), 'kith-processes-'));
  const own = { HOST: '127.0.0.1', PORT: '0', DATA_DIR: dataDir, LIMITS: 'off', LOG: 'info', ...settings };
  const starting = Array.from({ length: count }, () => start(own));
  const end = async () => {
    for (const { process } of starting) process.kill('SIGKILL');
    await Promise.all(starting.map(({ process }) => process.ended));
    await rm(dataDir, { recursive: true, force: true });
  };
  try {
    return { processes: await Promise.all(starting.map(({ opened }) => opened)), end };
  } catch (error) {
    await end();
    throw error;
  }
}

function start(settings: Record<string, string>) {
  const { PATH, HOME, TMPDIR } = process.env;
  const env = { PATH, HOME, TMPDIR, TZ: 'UTC', ...overheard(), ...settings };
  const child = spawn(KITH, ['start'], { stdio: ['ignore', 'pipe', 'pipe'], env });
  let said = '';
  const ended = new Promise<number | null>((done) => child.once('exit', done));
  const origin = new Promise<string>((found, fail) => {
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        said += text;
        const open = /open at http:\/\/localhost:(\d+)\n/.exec(said);
        if (open) found(`http://127.0.0.1:${open[1]}`);
      });
    child.once('error', fail);
    void ended.then((code) => fail(new Error(`kith ended with ${code}:\n${said}`)));
  });
  const process_ = {
    pid: child.pid!,
    said: () => said,
    kill: (signal: NodeJS.Signals) => void child.kill(signal),
    ended,
  };
  const opened = origin.then((at): Process => ({ ...process_, origin: at, port: Number(new URL(at).port) }));
  opened.catch(() => undefined);
  return { process: process_, opened };
}
