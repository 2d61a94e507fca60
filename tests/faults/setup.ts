import { rmSync } from 'node:fs';
import { chmod, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { freshenPages } from '../../src/cli/start/pages.ts';
import { startPostgres } from '../postgres.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The URL of a database on a PostgreSQL server that loses nothing when it is ended; null for SQLite alone. */
    durablePostgres: string | null;
  }
}

/** Once for a whole run: the pages, a PostgreSQL server, and a temporary folder that goes with the run. */
export async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  await freshenPages((line) => void process.stdout.write(`${line}\n`));
  const folder = await mkdtemp(join(tmpdir(), 'kith-faults-'));
  await chmod(folder, 0o711); // Where root runs this, PostgreSQL is somebody else, who has to get to its disk in there.
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  process.env['TMPDIR'] = folder;
  const postgres =
    process.env['KITH_TEST_ENGINES'] === 'sqlite' ? null : await startPostgres({ durable: true });
  project.provide('durablePostgres', postgres?.url('postgres') ?? null);
  return postgres?.stop;
}
