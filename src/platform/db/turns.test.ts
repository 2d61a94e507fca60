import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { chosenEngines, newPostgres } from '../../../tests/engines.ts';
import { newId } from '../ids.ts';
import { append } from '../facts.ts';
import { readAfter } from '../read-facts.ts';
import { openStore } from './index.ts';
import type { Db, Store } from './index.ts';
import { prepared } from './prepared.ts';
import { together } from './together.ts';

const put = prepared((db, given: { key: string }) =>
  db.insertInto('setting').values({ key: given.key, value: '1' }),
);
const find = prepared((db, given: { key: string }) =>
  db.selectFrom('setting').selectAll().where('key', '=', given.key),
);

describe.runIf(chosenEngines().includes('postgres'))('turns on PostgreSQL', () => {
  const ends: (() => Promise<unknown>)[] = [];
  let stores: [Store, Store];
  beforeAll(async () => {
    const databaseUrl = await newPostgres(ends);
    const open = () => openStore({ databaseUrl, dataDir: '', connections: 6 });
    stores = [open(), open()];
    for (const store of stores) ends.push(() => store.close());
  });
  afterAll(async () => {
    for (const end of ends.reverse()) await end();
  });
  const fact = (communityId: string, index: number) => ({
    communityId,
    kind: 'thing.put',
    payload: { index },
  });
  const there = async (key: string) => (await find(stores[0].read, { key })).length === 1;

  test('each write counts or fails by itself, whatever those beside it do, from two processes', async () => {
    const job = fc.record({
      store: fc.nat(1),
      ends: fc.constantFrom('well', 'refused', 'broken', 'hidden'),
      steps: fc.nat(3),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(job, { minLength: 1, maxLength: 30 }), async (jobs) => {
        const communityId = newId();
        const settled = await Promise.allSettled(
          jobs.map(({ store, ends: end, steps }, index) =>
            stores[store]!.write(async (db) => {
              await put(db, { key: `${communityId} ${index}` });
              for (let step = 0; step < steps; step++) await find(db, { key: 'none' });
              await append(db, fact(communityId, index), 1);
              if (end === 'broken') await find(db, { key: 'a\0b' });
              if (end === 'hidden') await find(db, { key: 'a\0b' }).catch(() => undefined);
              if (end === 'refused') throw new Error('no');
            }, communityId),
          ),
        );
        expect(settled.map(({ status }) => status === 'fulfilled')).toEqual(
          jobs.map((one) => one.ends === 'well'),
        );
        const facts = await readAfter(stores[0].read, communityId, 0, 100);
        expect(facts.map(({ seq }) => seq)).toEqual(facts.map((_, at) => at + 1));
        const well = jobs.flatMap((one, index) => (one.ends === 'well' ? [index] : []));
        expect(facts.map(({ payload }) => payload['index'] as number).sort((a, b) => a - b)).toEqual(well);
        for (const index of jobs.keys())
          expect(await there(`${communityId} ${index}`)).toBe(well.includes(index));
      }),
      { numRuns: 25 },
    );
  });

  test('what one has read of its community is still so when it writes, also from another process', async () => {
    const communityId = newId();
    await stores[0].write((db) => append(db, fact(communityId, 0), 1));
    const key = `count ${communityId}`;
    await stores[0].write((db) => db.insertInto('setting').values({ key, value: '0' }).execute());
    const countOn = async (db: Db) => {
      const [row] = await find(db, { key });
      await find(db, { key: 'none' });
      const value = String(Number(row!.value) + 1);
      await db.updateTable('setting').set({ value }).where('key', '=', key).execute();
    };
    await Promise.all(
      Array.from({ length: 60 }, (_, at) => stores[at % 2 === 0 ? 0 : 1].write(countOn, communityId)),
    );
    expect((await find(stores[1].read, { key }))[0]!.value).toBe('60');
  });

  test('what somebody asks after the end of a write does not reach into the next one', async () => {
    const communityId = newId();
    let late: Promise<unknown> | undefined;
    const first = stores[0].write(async (db) => {
      late = new Promise((soon) => setImmediate(soon)).then(() => put(db, { key: `late ${communityId}` }));
      late.catch(() => undefined);
      await find(db, { key: 'none' });
      throw new Error('no');
    }, communityId);
    const second = stores[0].write((db) => put(db, { key: `next ${communityId}` }), communityId);
    await expect(first).rejects.toThrow('no');
    await second;
    await late?.catch(() => undefined);
    expect(await there(`next ${communityId}`)).toBe(true);
    expect(await there(`late ${communityId}`)).toBe(false);
  });

  test('two that hold what the other one wants both come through', async () => {
    const [one, other] = [newId(), newId()];
    const keys = [one, other].map((id) => `held ${id}`);
    for (const key of keys) await stores[0].write((db) => put(db, { key }));
    for (const id of [one, other]) await stores[0].write((db) => append(db, fact(id, 0), 1));
    let waiting = 0;
    const reached = [0, 0];
    const both = Promise.withResolvers<null>();
    const hold = (db: Db, key: string) =>
      db.updateTable('setting').set({ value: '2' }).where('key', '=', key).execute();
    const write = (at: number, id: string, first: string, then: string) =>
      stores[at]!.write(async (db) => {
        reached[at]!++;
        await hold(db, first);
        if (++waiting === 2) both.resolve(null);
        await both.promise;
        await hold(db, then);
        await append(db, fact(id, 1), 1);
      }, id);
    await Promise.all([write(0, one, keys[0]!, keys[1]!), write(1, other, keys[1]!, keys[0]!)]);
    expect(reached[0]! + reached[1]!).toBeGreaterThan(2);
    for (const id of [one, other]) expect(await readAfter(stores[0].read, id, 0, 9)).toHaveLength(2);
  });

  test('what was prepared before a table changed its shape is asked anew', async () => {
    const key = `shape ${newId()}`;
    const ask = () => find(stores[0].read, { key });
    await Promise.all([ask(), ask(), stores[0].write((db) => put(db, { key }))]);
    await stores[1].library.schema.alterTable('setting').addColumn('more', 'text').execute();
    try {
      for (let time = 0; time < 4; time++) expect(await find(stores[0].read, { key })).toHaveLength(1);
      const inside = (db: Db) => find(db, { key });
      expect(await stores[0].write(inside)).toHaveLength(1);
      expect(await stores[0].write(inside, newId())).toHaveLength(1);
    } finally {
      await stores[1].library.schema.alterTable('setting').dropColumn('more').execute();
    }
  });

  test('several statements asked together tell what went wrong first, once none is under way', async () => {
    const key = `twice ${newId()}`;
    const both = stores[0].write(async (db) => {
      await put(db, { key });
      await together([find(db, { key: 'a\0b' }), find(db, { key })]);
    }, newId());
    await expect(both).rejects.toMatchObject({ code: '22021' });
    expect(await there(key)).toBe(false);
  });
});
