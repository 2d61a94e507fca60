import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { sql } from 'kysely';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createApp } from '../../app.ts';
import type { App } from '../../app.ts';
import { onEachEngine } from '../../../tests/engines.ts';
import { migrate, migrationsDue, openStore } from './index.ts';
import { refuseOldServer } from './fitness.ts';
import type { Store } from './index.ts';

const all = readdirSync(join(import.meta.dirname, '../../../migrations'))
  .filter((name) => /^\d{4}-.*\.ts$/.test(name))
  .sort();

test('a PostgreSQL that is too old, or says that it is, is told of before anything is made in it', () => {
  for (const version of ['13.0.0', '9.6.24 (Debian 9.6.24-1)', 'unknown'])
    expect(() => refuseOldServer(version), version).toThrow(/needs 14 or newer/);
  for (const version of ['14.0', '18.4 (Debian 18.4-1.pgdg12+1)', '19beta1'])
    expect(() => refuseOldServer(version), version).not.toThrow();
});

onEachEngine(({ open }) => {
  const stored = async (store: Store) =>
    (await sql<{ name: string }>`select name from migration order by name`.execute(store.read)).rows.map(
      (row) => row.name,
    );

  describe('migrate', () => {
    test('a second time does nothing', async () => {
      const { store } = await open();
      expect(await stored(store)).toEqual(all);
      expect(await migrate(store)).toEqual([]);
      expect(await migrationsDue(store)).toEqual([]);
    });

    test('ten processes that open the same empty database at once run each migration once', async () => {
      const config = await emptyPlace(await open());
      const told = await openAtOnce(config, 10);
      expect(told.filter(({ ran }) => ran.length)).toHaveLength(1);
      expect(told.flatMap(({ ran }) => ran)).toEqual(all);
      expect(new Set(told.map(({ shared }) => shared)).size).toBe(1);
      const store = openStore(config);
      expect(await stored(store)).toEqual(all);
      await store.close();
    }, 60_000);

    test('data of a newer Kith is left alone, with a clear word', async () => {
      const app = await open();
      const newer = "insert into migration (name, at) values ('9999-from-tomorrow.ts', 1)";
      await app.store.write((db) => sql.raw(newer).execute(db));
      const said = 'this data was written by a newer Kith (it has 9999-from-tomorrow.ts). Update this one.';
      await expect(createApp(app.config)).rejects.toThrow(said);
      await expect(migrationsDue(app.store)).rejects.toThrow(said);
      expect(await stored(app.store)).toEqual([...all, '9999-from-tomorrow.ts']);
    });
  });
});

type Place = { databaseUrl: string | null; dataDir: string };

/** The same database without anything in it, or a folder without one. */
async function emptyPlace({ store, config }: App): Promise<Place> {
  if (store.engine === 'sqlite') return { databaseUrl: null, dataDir: join(config.dataDir, 'empty') };
  await store.write((db) => sql`drop schema public cascade`.execute(db));
  await store.write((db) => sql`create schema public`.execute(db));
  return config;
}

/** So many processes of their own, which all wait until the last of them is ready. */
async function openAtOnce({ databaseUrl, dataDir }: Place, count: number) {
  const program = join(import.meta.dirname, '../../../tests/opener.ts');
  const openers = Array.from({ length: count }, () => {
    const child = spawn(process.execPath, [program, databaseUrl ?? '', dataDir]);
    onTestFinished(() => void child.kill('SIGKILL'));
    const said = Promise.all([text(child.stdout), text(child.stderr)]);
    return { child, said, here: once(child.stdout, 'data') };
  });
  await Promise.all(openers.map(({ here }) => here));
  for (const { child } of openers) child.stdin.end();
  const ends = await Promise.all(openers.map(({ said }) => said));
  expect(ends.map(([, wrong]) => wrong)).toEqual(ends.map(() => ''));
  return ends.map(([out]) => JSON.parse(out.replace('here\n', '')) as { ran: string[]; shared: string });
}
