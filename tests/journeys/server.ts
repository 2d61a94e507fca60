import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newDatabase } from '../postgres.ts';
import { overheard } from '../statements/overheard.ts';

export type Server = {
  /** Where it listens, without a slash at its end. */
  address: string;
  /** What the command line needs to work on the same installation. */
  settings: Record<string, string>;
  /** The link that lets one found the first community; fails when none is printed. */
  foundingLink: () => Promise<string>;
  /** All that it has printed. */
  output: () => string;
  /** Ends it as an operator would, and throws away what it kept. */
  stop: () => Promise<void>;
};

const root = join(import.meta.dirname, '../..');
const patience = 20_000;

/**
 * Starts Kith as `npm start` does, on a free port, with a data folder of its own. Its database is SQLite's, or one of its own
 * on the PostgreSQL that KITH_JOURNEYS_POSTGRES names.
 */
export async function startServer(): Promise<Server> {
  const dataDir = await mkdtemp(join(tmpdir(), 'kith-journey-'));
  const there = process.env['KITH_JOURNEYS_POSTGRES'];
  const database = there ? await newDatabase(there) : null;
  const settings = { DATA_DIR: dataDir, ...(database ? { DATABASE_URL: database.url, ...overheard() } : {}) };
  const compiled = { NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/kith') }; // As bin/kith does.
  const own = { HOST: '127.0.0.1', PORT: '0', LOG: 'warn', LIMITS: 'off', ...compiled };
  const child = spawn(process.execPath, ['src/main.ts'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...surroundings(), ...own, ...settings },
  });
  const output = collect(child);
  const stop = async () => {
    await end(child);
    await database?.drop();
    await rm(dataDir, { recursive: true, force: true });
  };
  try {
    const address = await printed(child, output, /open at (\S+)\n/);
    return { address, settings, output, stop, foundingLink: () => printed(child, output, /once: (\S+)\n/) };
  } catch (error) {
    await stop();
    throw error;
  }
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

/** What the pattern's group matches in the output, as soon as it is there. */
async function printed(child: ChildProcess, output: () => string, pattern: RegExp): Promise<string> {
  const started = Date.now();
  for (;;) {
    const found = pattern.exec(output())?.[1];
    if (found) return found;
    const late = Date.now() - started > patience;
    if (late || hasEnded(child))
      throw new Error(`Kith ${late ? 'did not print' : 'ended without'} ${pattern}:\n${output()}`);
    await new Promise((done) => setTimeout(done, 20));
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return;
  const ended = new Promise((done) => child.once('exit', done));
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await ended;
  clearTimeout(timer);
}

const hasEnded = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null;
