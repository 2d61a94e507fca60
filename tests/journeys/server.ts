import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type Server = {
  /** Where it listens, without a slash at its end. */
  address: string;
  dataDir: string;
  /** All that it has printed. */
  output: () => string;
  /** Ends it as an operator would; with `keep`, its data folder stays for another start. */
  stop: (options?: { keep?: boolean }) => Promise<void>;
};

const root = join(import.meta.dirname, '../..');

/** Starts Kith as `npm start` does, on a free port, with a data folder of its own unless one is given. */
export async function startServer({
  dataDir,
  env,
}: { dataDir?: string; env?: Record<string, string> } = {}): Promise<Server> {
  const folder = dataDir ?? (await mkdtemp(join(tmpdir(), 'kith-journey-')));
  const child = spawn(process.execPath, ['src/main.ts'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...surroundings(),
      HOST: '127.0.0.1',
      PORT: '0',
      DATA_DIR: folder,
      LOG: 'warn',
      LIMITS: 'off',
      ...env,
    },
  });
  const output = collect(child);
  const address = await printedAddress(child, output);
  return {
    address,
    dataDir: folder,
    output,
    stop: async ({ keep = false } = {}) => {
      await end(child);
      if (!keep) await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The machine's own settings of Kith must not reach a journey. */
function surroundings(): Record<string, string | undefined> {
  const { PATH, HOME, TMPDIR, LANG } = process.env;
  return { PATH, HOME, TMPDIR, LANG, TZ: 'UTC', NODE_ENV: 'production' };
}

function collect(child: ChildProcess): () => string {
  let said = '';
  for (const stream of [child.stdout!, child.stderr!]) {
    stream.setEncoding('utf8').on('data', (text: string) => (said += text));
  }
  return () => said;
}

async function printedAddress(child: ChildProcess, output: () => string): Promise<string> {
  return new Promise((found, fail) => {
    const failed = (why: string) => {
      child.kill('SIGKILL');
      fail(new Error(`Kith ${why}:\n${output()}`));
    };
    const timer = setTimeout(() => failed('printed no address within 20 s'), 20_000);
    child.once('error', fail);
    child.once('exit', (code) => (clearTimeout(timer), failed(`ended at its start (${code})`)));
    child.stdout!.on('data', () => {
      const address = /https?:\/\/[\w.[\]:-]+:\d+/.exec(output())?.[0];
      if (!address) return;
      clearTimeout(timer);
      child.removeAllListeners('exit');
      found(address);
    });
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((done) => child.once('exit', done));
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await ended;
  clearTimeout(timer);
}
