import { rmSync } from 'node:fs';
import { mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { migrate, openStore } from '../src/platform/db/index.ts';
import type { Store } from '../src/platform/db/index.ts';
import { startPostgres } from './postgres.ts';
import { judge, keepOwned } from './statements/judge.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The URL of a database of the tests' PostgreSQL server; null where the run is limited to SQLite. */
    postgres: string | null;
    /** A folder with a migrated SQLite database, to be copied. */
    sqlite: string;
  }
}

/** Once for a whole run: a PostgreSQL server, and on both engines a migrated database that tests take copies of. */
export async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'kith-tests-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  // Whatever a test leaves in the temporary folder goes with the run.
  process.env['TMPDIR'] = folder;
  await migrateAt({ databaseUrl: null, dataDir: folder });
  project.provide('sqlite', folder);
  const postgres = process.env['KITH_TEST_ENGINES'] === 'sqlite' ? null : await startPostgres();
  project.provide('postgres', postgres?.url('postgres') ?? null);
  if (!postgres) return undefined;
  const given = process.env['KITH_STATEMENTS'];
  const statements = given ?? join(folder, 'statements');
  process.env['KITH_STATEMENTS'] = statements;
  await mkdir(statements, { recursive: true });
  await migrateAt({ databaseUrl: postgres.url('template1'), dataDir: folder }, (store) =>
    keepOwned(statements, store.read),
  );
  return async () => {
    await postgres.stop();
    if (!given) await refuseStatements(statements);
  };
}

/* The run of all tests does so itself, when the last of them has ended. */
async function refuseStatements(folder: string): Promise<void> {
  const { wrong } = await judge(folder, { all: false });
  if (wrong.length) throw new Error(`tests/statements has this against what was asked:\n${wrong.join('\n')}`);
}

/** Brings a database to the newest shape. */
export async function migrateAt(
  config: { databaseUrl: string | null; dataDir: string },
  then: (store: Store) => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  const store = openStore(config);
  try {
    await migrate(store);
    await then(store);
  } finally {
    await store.close();
  }
}
