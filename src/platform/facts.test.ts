import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import type { App } from '../app.ts';
import { onEachEngine } from '../../tests/engines.ts';
import { insertMany } from './db/index.ts';
import { append } from './facts.ts';
import { newestSeq, readAfter } from './read-facts.ts';
import { appendMany } from './facts-many.ts';
import { newId } from './ids.ts';

onEachEngine(({ open }) => {
  let app: App;
  beforeAll(async () => {
    app = await open();
  });
  const fact = (communityId: string, payload: Record<string, unknown> = {}) => ({
    communityId,
    kind: 'thing.happened',
    payload,
  });

  describe('facts', () => {
    test('are read as they were stored, oldest first, after a cursor', async () => {
      const communityId = newId();
      const payload = { deep: { list: [1, null, 'ñ 🌱 \u2028'] } };
      await app.store.write(async (db) => {
        await append(db, { ...fact(communityId, payload), actorId: 'ana', conversationId: 'c' }, 5);
        await append(db, fact(communityId), 6);
        await append(db, fact(communityId), 7);
      });
      const nobody = { ...fact(communityId), actorId: null, conversationId: null };
      const stored = [
        { ...fact(communityId, payload), actorId: 'ana', conversationId: 'c', seq: 1, at: 5 },
        { ...nobody, seq: 2, at: 6 },
        { ...nobody, seq: 3, at: 7 },
      ];
      expect(await readAfter(app.store.read, communityId, 0, 9)).toEqual(stored);
      expect(await readAfter(app.store.read, communityId, 1, 1)).toEqual([stored[1]]);
      expect(await readAfter(app.store.read, communityId, 3, 9)).toEqual([]);
      expect(await newestSeq(app.store.read, communityId)).toBe(3);
      expect(await newestSeq(app.store.read, newId())).toBe(0);
    });

    test('are numbered without gaps in each community, however many write at once and however many fail', async () => {
      const deeds = fc.array(
        fc.record({
          where: fc.nat(2),
          facts: fc.integer({ min: 1, max: 3 }),
          many: fc.boolean(),
          inTurn: fc.boolean(),
          fails: fc.boolean(),
        }),
        { minLength: 1, maxLength: 20 },
      );
      const many = insertMany();
      await fc.assert(
        fc.asyncProperty(deeds, async (all) => {
          const places = [newId(), newId(), newId()];
          const work = all.map(({ where, facts, many: atOnce, inTurn, fails }, index) =>
            app.store.write(
              async (db) => {
                const told = Array.from({ length: facts }, (_, part) =>
                  fact(places[where]!, { index, part }),
                );
                if (atOnce) await appendMany(db, many, places[where]!, told, 1);
                else for (const one of told) await append(db, one, 1);
                if (fails) throw new Error('changed its mind');
              },
              inTurn ? places[where] : undefined,
            ),
          );
          await Promise.allSettled(work);
          for (const [where, place] of places.entries()) {
            const stored = await readAfter(app.store.read, place, 0, 1000);
            const wanted = all.filter((deed) => deed.where === where && !deed.fails);
            const count = wanted.reduce((sum, deed) => sum + deed.facts, 0);
            expect(stored.map(({ seq }) => seq)).toEqual(Array.from({ length: count }, (_, n) => n + 1));
            expect(await newestSeq(app.store.read, place)).toBe(count);
            // What one change tells stays together, in its order.
            const runs = stored.map(({ payload }) => payload as { index: number; part: number });
            for (const [n, { index, part }] of runs.entries())
              if (part > 0) expect(runs[n - 1]).toEqual({ index, part: part - 1 });
          }
        }),
        { numRuns: 15 },
      );
    });
  });
});
