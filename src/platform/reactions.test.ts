import { beforeAll, describe, expect, test } from 'vitest';
import type { App } from '../app.ts';
import { onEachEngine } from '../../tests/engines.ts';
import { openStore } from './db/index.ts';
import type { Store } from './db/index.ts';
import { append } from './facts.ts';
import { newId } from './ids.ts';
import type { Log } from './log.ts';
import { reactor } from './reactions.ts';
import type { Reaction } from './reactions.ts';

onEachEngine(({ open }) => {
  let app: App;
  beforeAll(async () => {
    app = await open();
  });

  /** Reactions that note which facts of one community they were given, in a house of their own names. */
  function scene() {
    const communityId = newId();
    const seen: Record<string, number[]> = { first: [], second: [] };
    const broken = new Set<string>();
    const logged: unknown[] = [];
    const log = { error: (...said: unknown[]) => logged.push(said) } as unknown as Log;
    const note = (name: string, to: string[]): Reaction => ({
      name: `${name} ${communityId}`,
      to,
      async on(_db, fact) {
        if (fact.communityId !== communityId) return;
        if (broken.has(name)) throw new Error(`words of ${name}`);
        seen[name]!.push(fact.seq);
      },
    });
    const reactions = [note('first', ['thing.said', 'thing.done']), note('second', ['thing.done'])];
    const happen = (...kinds: string[]) =>
      app.store.write(async (db) => {
        for (const kind of kinds) await append(db, { communityId, kind, payload: {} }, 1);
      });
    const on = (store: Store) => reactor(store, reactions, log);
    return { communityId, seen, broken, logged, happen, on };
  }

  describe('reactions', () => {
    test('get the facts that they are for, each once, in order, in whatever bursts they come', async () => {
      const { communityId, seen, happen, on } = scene();
      const reacting = on(app.store);
      for (const burst of [
        ['thing.said', 'thing.done'],
        ['thing.left'],
        Array<string>(250).fill('thing.done'),
      ]) {
        await happen(...burst);
        reacting.to(communityId);
        reacting.to(communityId);
      }
      await reacting.settled();
      const done = Array.from({ length: 250 }, (_, n) => n + 4);
      expect(seen).toEqual({ first: [1, 2, ...done], second: [2, ...done] });
    });

    test('cost nothing for facts that nobody reacts to, which cursors pass by later', async () => {
      const { communityId, seen, happen, on } = scene();
      let writes = 0;
      const counting: Store = {
        ...app.store,
        write: (work) => {
          writes++;
          return app.store.write(work);
        },
      };
      const reacting = on(counting);
      const announced = (kind: string) => [
        { communityId, seq: 0, kind, actorId: null, conversationId: null, at: 1, payload: {} },
      ];
      await happen('thing.left', 'thing.left');
      reacting.hear(announced('thing.left'));
      await reacting.settled();
      expect(writes).toBe(0);
      await happen('thing.done');
      reacting.hear(announced('thing.done'));
      await reacting.settled();
      expect(seen).toEqual({ first: [3], second: [3] });
      expect(writes).toBe(2);
    });

    test('that fail are done again, lose nothing, and hold up no others', async () => {
      const { communityId, seen, broken, logged, happen, on } = scene();
      const reacting = on(app.store);
      broken.add('first');
      await happen('thing.done', 'thing.done');
      reacting.to(communityId);
      await reacting.settled();
      expect(seen).toEqual({ first: [], second: [1, 2] });
      expect(logged).toHaveLength(1);
      expect(JSON.stringify(logged)).not.toContain('words of');
      broken.clear();
      await reacting.catchUp();
      await reacting.settled();
      expect(seen).toEqual({ first: [1, 2], second: [1, 2] });
      await reacting.catchUp();
      await reacting.settled();
      expect(seen).toEqual({ first: [1, 2], second: [1, 2] });
    });

    test('run once though several processes take them up at the same moment, and none is left', async () => {
      const { communityId, seen, happen, on } = scene();
      const stores = [app.store, openStore(app.config), openStore(app.config)];
      const houses = stores.map(on);
      for (let burst = 0; burst < 10; burst++) {
        await happen('thing.done', 'thing.done');
        for (const house of houses) house.to(communityId);
      }
      await Promise.all(houses.map((house) => house.settled()));
      for (const store of stores.slice(1)) await store.close();
      const all = Array.from({ length: 20 }, (_, n) => n + 1);
      expect(seen).toEqual({ first: all, second: all });
    });

    test('write with their cursor, or neither', async () => {
      const communityId = newId();
      const key = newId();
      let fails = true;
      const write: Reaction = {
        name: `writes ${communityId}`,
        to: ['thing.done'],
        async on(db, fact) {
          if (fact.communityId !== communityId) return;
          await db
            .insertInto('setting')
            .values({ key, value: String(fact.seq) })
            .execute();
          if (fails) throw new Error('broken');
        },
      };
      const reacting = reactor(app.store, [write], { error: () => undefined } as unknown as Log);
      await app.store.write((db) => append(db, { communityId, kind: 'thing.done', payload: {} }, 1));
      reacting.to(communityId);
      await reacting.settled();
      const stored = () =>
        app.store.read.selectFrom('setting').select('value').where('key', '=', key).execute();
      expect(await stored()).toEqual([]);
      fails = false;
      reacting.to(communityId);
      await reacting.settled();
      expect(await stored()).toEqual([{ value: '1' }]);
    });

    test('go on after a restart where they were', async () => {
      const { communityId, seen, broken, happen, on } = scene();
      await happen('thing.done');
      const before = on(app.store);
      before.to(communityId);
      await before.settled();
      broken.add('second');
      await happen('thing.done');
      before.to(communityId);
      await before.settled();
      broken.clear();
      const store = openStore(app.config);
      const after = on(store);
      await after.catchUp();
      await after.settled();
      await store.close();
      expect(seen).toEqual({ first: [1, 2], second: [1, 2] });
    });
  });
});
