import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, inject } from 'vitest';
import { createApp, type App } from '../src/app.ts';
import type {} from './setup.ts';
import { readConfig, type Config } from '../src/platform/config.ts';
import type { Engine } from '../src/platform/db/index.ts';
import type { Log } from '../src/platform/log.ts';
import { newDatabase } from './postgres.ts';

export type TestEngine = {
  name: Engine;
  /** A new app with an empty, migrated database of its own; closed and thrown away after the last test of the block. */
  open: (options?: { clock?: () => number; config?: Partial<Config>; log?: Log }) => Promise<App>;
  /** A place of its own with nothing in it, not even tables, on this engine or another; thrown away likewise. */
  empty: (on?: Engine) => Promise<Config>;
};

/** The engines that this run has. */
export const chosenEngines = () =>
  (process.env['KITH_TEST_ENGINES'] ?? 'sqlite,postgres').split(',') as Engine[];

/** Runs the same tests on SQLite and on PostgreSQL; KITH_TEST_ENGINES=sqlite or =postgres runs them on one. */
export function onEachEngine(tests: (engine: TestEngine) => void): void {
  describe.each(chosenEngines())('on %s', (name) => {
    const ends: (() => Promise<unknown>)[] = [];
    afterAll(async () => {
      for (const end of ends.reverse()) await end();
    });
    tests({
      name,
      open: async ({ clock, config, log } = {}) => {
        const dataDir = await mkdtemp(join(tmpdir(), 'kith-test-'));
        ends.push(() => rm(dataDir, { recursive: true, force: true }));
        const databaseUrl = name === 'postgres' ? await newPostgres(ends) : await newSqlite(dataDir);
        const app = await createApp({ ...usual(dataDir), databaseUrl, ...config }, { clock, log });
        ends.push(() => app.close());
        return app;
      },
      empty: async (on = name) => {
        const dataDir = await mkdtemp(join(tmpdir(), 'kith-test-'));
        ends.push(() => rm(dataDir, { recursive: true, force: true }));
        const databaseUrl = on === 'postgres' ? await newPostgres(ends, 'template0') : null;
        return { ...usual(dataDir), databaseUrl };
      },
    });
  });
}

/** The settings of tests, which say nothing else. */
export const usual = (dataDir: string) =>
  readConfig({ DATA_DIR: dataDir, ORIGIN: 'http://localhost:3000', LIMITS: 'off', LOG: 'error' });

async function newSqlite(dataDir: string): Promise<null> {
  await copyFile(join(inject('sqlite'), 'kith.sqlite'), join(dataDir, 'kith.sqlite'));
  return null;
}

/** A database of the tests' PostgreSQL, copied from `template1`, which tests/setup.ts has migrated, or from an empty one. */
export async function newPostgres(
  ends: (() => Promise<unknown>)[],
  template: 'template0' | 'template1' = 'template1',
): Promise<string> {
  const server = inject('postgres');
  if (!server) throw new Error('KITH_TEST_ENGINES left PostgreSQL out of this run.');
  const { url, drop } = await newDatabase(server, template);
  ends.push(drop);
  return url;
}
