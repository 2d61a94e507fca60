import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { createApp } from '../../app.ts';
import { onEachEngine } from '../../../tests/engines.ts';
import { migrate, migrationsDue, openStore } from './index.ts';
import type { Store } from './index.ts';

const all = readdirSync(join(import.meta.dirname, '../../../migrations'))
  .filter((name) => /^\d{4}-.*\.ts$/.test(name))
  .sort();

onEachEngine(({ name, open }) => {
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

    // Processes share a SQLite file by waiting for each other, which two stores of one process cannot.
    if (name === 'postgres') {
      test('processes that open the same empty database at once run each migration once', async () => {
        const app = await open();
        await app.store.write((db) => sql`drop schema public cascade`.execute(db));
        await app.store.write((db) => sql`create schema public`.execute(db));
        const stores = [1, 2, 3].map(() => openStore(app.config));
        const ran = await Promise.all(stores.map(migrate));
        expect(ran.flat().sort()).toEqual(all);
        expect(ran.filter((names) => names.length)).toHaveLength(1);
        expect(await stored(app.store)).toEqual(all);
        for (const store of stores) await store.close();
      });
    }

    test('data of a newer Kith is left alone, with a clear word', async () => {
      const app = await open();
      const newer = "insert into migration (name, at) values ('9999-from-tomorrow.ts', 1)";
      await app.store.write((db) => sql.raw(newer).execute(db));
      const said = 'this data was written by a newer Kith (it has 9999-from-tomorrow.ts)';
      await expect(createApp(app.config)).rejects.toThrow(said);
      await expect(migrationsDue(app.store)).rejects.toThrow(said);
      expect(await stored(app.store)).toEqual([...all, '9999-from-tomorrow.ts']);
    });
  });
});
