import { beforeAll, describe, expect, it } from 'vitest';
import { onEachEngine } from '../../../tests/engines.ts';
import type { App } from '../../app.ts';
import { prepared } from './prepared.ts';

const put = prepared((db, given: { key: string; value: string }) =>
  db.insertInto('setting').values({ key: given.key, value: given.value }),
);
const find = prepared((db, given: { value: string; key: string }) =>
  db.selectFrom('setting').selectAll().where('key', '=', given.key).where('value', '=', given.value),
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
  });
});
