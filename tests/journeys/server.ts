import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newDatabase } from '../postgres.ts';
import { opened, startKith } from '../processes.ts';
import type { Kith } from '../processes.ts';
import { soon } from '../until.ts';
import { openBalancer } from './balancer.ts';

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
 * one of its own on the PostgreSQL that KITH_JOURNEYS_POSTGRES names; there KITH_JOURNEYS_PROCESSES says how many
 * processes it is, behind a balancer that lets nobody come back to the same one.
 */
export async function startServer(): Promise<Server> {
  const dataDir = await mkdtemp(join(tmpdir(), 'kith-journey-'));
  const there = process.env['KITH_JOURNEYS_POSTGRES'];
  const database = there ? await newDatabase(there) : null;
  const settings = { DATA_DIR: dataDir, ...(database ? { DATABASE_URL: database.url } : {}) };
  const all = Array.from({ length: database ? PROCESSES : 1 }, () => startOne(settings));
  let closeWay: () => void = () => undefined;
  const stop = async () => {
    await Promise.race([Promise.all(all.map((one) => one.stop())), soon(PATIENCE_MS)]);
    await Promise.all(all.map((one) => one.kill()));
    closeWay();
    await database?.drop();
    await rm(dataDir, { recursive: true, force: true });
  };
  try {
    const ports = (await Promise.all(all.map(opened))).map(({ port }) => port);
    const way = await wayTo(ports);
    closeWay = way.close;
    const address = `http://localhost:${way.port}`;
    const foundingLink = async () => {
      const [, link] = await all[0]!.says(/once: (\S+)\n/);
      return link!.replace(`:${ports[0]}/`, `:${way.port}/`);
    };
    const output = () => all.map((one) => one.said()).join('');
    return { address, settings, output, stop, foundingLink };
  } catch (error) {
    await stop();
    throw error;
  }
}

const PROCESSES = Number(process.env['KITH_JOURNEYS_PROCESSES'] ?? 1);

function startOne(settings: Record<string, string>): Kith {
  const compiled = { NODE_COMPILE_CACHE: join(ROOT, 'node_modules/.cache/kith') }; // As bin/kith does.
  const own = { ...settings, ...compiled, PORT: '0', NODE_ENV: 'production' };
  return startKith([join(ROOT, 'src/main.ts')], own, process.execPath);
}

const wayTo = async (ports: number[]): Promise<{ port: number; close: () => void }> =>
  ports.length > 1 ? openBalancer(ports) : { port: ports[0]!, close: () => undefined };
