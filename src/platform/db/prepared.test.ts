import { beforeAll, describe, expect, it } from 'vitest';
import { onEachEngine } from '../../../tests/engines.ts';
import type { App } from '../../app.ts';
import { prepared, preparedList } from './prepared.ts';

const put = prepared((db, given: { key: string; value: string }) =>
  db.insertInto('setting').values({ key: given.key, value: given.value }),
);
const find = prepared((db, given: { value: string; key: string }) =>
  db.selectFrom('setting').selectAll().where('key', '=', given.key).where('value', '=', given.value),
);
const among = preparedList((db, given: { not: string }, keys: string[]) =>
  db.selectFrom('setting').select('value').where('key', 'in', keys).where('value', '!=', given.not),
);

onEachEngine((engine) => {
  let app: App;
  beforeAll(async () => {
    app = await engine.open();
  });

  describe('a prepared query', () => {
    it('runs with what it is given each time, inside a transaction and outside', async () => {
      await app.store.write(async (db) => {
        await put(db, { key: 'a', value: 'first' });
        await put(db, { key: 'b', value: 'second' });
        expect(await find(db, { key: 'b', value: 'second' })).toEqual([{ key: 'b', value: 'second' }]);
      });
      expect(await find(app.store.read, { key: 'a', value: 'first' })).toEqual([
        { key: 'a', value: 'first' },
      ]);
      expect(await find(app.store.read, { key: 'a', value: 'second' })).toEqual([]);
    });

    it('finds what a list names, each once, however long the list is', async () => {
      const keys = Array.from({ length: 1500 }, (_, at) => `key ${at}`);
      await app.store.write(async (db) => {
        for (const key of keys) await put(db, { key, value: key });
      });
      for (const length of [0, 1, 2, 3, 7, 8, 1024, 1025, 1500]) {
        const rows = await among(app.store.read, { not: 'key 1' }, keys.slice(0, length));
        const wanted = keys.slice(0, length).filter((key) => key !== 'key 1');
        expect(rows.map((row) => row.value).sort()).toEqual(wanted.sort());
      }
    });
  });
});
