import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newDatabase } from '../postgres.ts';
import { opened, startKith } from '../processes.ts';
import { soon } from '../until.ts';

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

const ROOT = join(import.meta.dirname, '../..');
const PATIENCE_MS = 10_000;

/**
 * Starts Kith with the pages as they are built, on a free port, with a data folder of its own. Its database is SQLite's, or
 * one of its own on the PostgreSQL that KITH_JOURNEYS_POSTGRES names.
 */
export async function startServer(): Promise<Server> {
  const dataDir = await mkdtemp(join(tmpdir(), 'kith-journey-'));
  const there = process.env['KITH_JOURNEYS_POSTGRES'];
  const database = there ? await newDatabase(there) : null;
  const settings = { DATA_DIR: dataDir, ...(database ? { DATABASE_URL: database.url } : {}) };
  const compiled = { NODE_COMPILE_CACHE: join(ROOT, 'node_modules/.cache/kith') }; // As bin/kith does.
  const own = { ...settings, ...compiled, PORT: '0', NODE_ENV: 'production' };
  const started = startKith([join(ROOT, 'src/main.ts')], own, process.execPath);
  const stop = async () => {
    await Promise.race([started.stop(), soon(PATIENCE_MS)]);
    await started.kill();
    await database?.drop();
    await rm(dataDir, { recursive: true, force: true });
  };
  try {
    const { port, says, said } = await opened(started);
    const foundingLink = async () => (await says(/once: (\S+)\n/))[1]!;
    return { address: `http://localhost:${port}`, settings, output: said, stop, foundingLink };
  } catch (error) {
    await stop();
    throw error;
  }
}
