import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { App } from '../app.ts';
import { onEachEngine } from '../../tests/engines.ts';
import { refused } from '../../tests/refusals.ts';
import { act, read, verb } from './act.ts';
import type { AnyRead, AnyVerb, Viewer } from './act.ts';
import { no, notFound, yes } from './errors.ts';
import { newestSeq, readAfter } from './read-facts.ts';
import type { NewFact } from './facts.ts';
import { id, newId } from './ids.ts';
import { limiter } from './limits.ts';

const ana: Viewer = { personId: 'ana', scopes: null, address: '192.0.2.1' };
const nobody: Viewer = { ...ana, personId: null };
const input = z.object({ communityId: id, word: z.string().max(20), stopAt: z.string().optional() });
const output = z.any();
type Input = z.output<typeof input>;

onEachEngine(({ open }) => {
  let app: App;
  let steps: string[];
  let heard: NewFact[];
  let communityId: string;
  let limits = limiter(false);
  beforeAll(async () => {
    app = await open();
  });
  beforeEach(() => {
    [steps, heard, communityId, limits] = [[], [], newId(), limiter(false)];
  });

  function step(name: string, { stopAt }: Input): void {
    steps.push(name);
    if (stopAt === name) throw notFound();
  }
  const put = verb({
    name: 'things.put',
    does: 'Writes, announces twice, and notes its steps.',
    input,
    output,
    limit: { times: 2, seconds: 60 },
    load: async (_, given) => step('load', given),
    may: (_, given) => {
      step('may', given);
      return given.word === 'forbidden' ? no('bad-word', 'Not that word.') : yes;
    },
    run: async ({ db, announce, now, me }, given) => {
      await db.insertInto('setting').values({ key: given.communityId, value: given.word }).execute();
      step('write', given);
      for (const happened of ['thing.put', 'thing.seen'])
        await announce({ communityId: given.communityId, kind: happened, payload: { me } });
      step('announce', given);
      return { now };
    },
  });
  const get = read({
    name: 'things.get',
    does: 'Reads it.',
    input,
    output,
    run: async ({ db }, given) =>
      db.selectFrom('setting').select('value').where('key', '=', given.communityId).executeTakeFirst(),
  });

  const doing = (declared: AnyVerb | AnyRead, more: object = {}, viewer = ana) =>
    act(
      {
        store: app.store,
        services: app.services,
        limiter: limits,
        clock: () => 1234,
        afterCommit: (facts) => {
          steps.push('heard');
          heard.push(...facts);
        },
      },
      viewer,
      declared,
      { communityId, word: 'walnut', ...more },
    );
  const left = async () => ({
    written: await app.store.read.selectFrom('setting').selectAll().where('key', '=', communityId).execute(),
    facts: await app.store.read
      .selectFrom('fact')
      .selectAll()
      .where('community_id', '=', communityId)
      .execute(),
    seq: await newestSeq(app.store.read, communityId),
  });
  const nothing = { written: [], facts: [], seq: 0 };

  describe('act', () => {
    test('parses, loads, asks, writes, announces, commits, and only then is heard of', async () => {
      expect(await doing(put)).toEqual({ now: 1234 });
      expect(steps).toEqual(['load', 'may', 'write', 'announce', 'heard']);
      expect(heard.map(({ kind }) => kind)).toEqual(['thing.put', 'thing.seen']);
      const told = { communityId, actorId: 'ana', conversationId: null, at: 1234, payload: { me: 'ana' } };
      expect(await readAfter(app.store.read, communityId, 0, 9)).toEqual([
        { ...told, seq: 1, kind: 'thing.put' },
        { ...told, seq: 2, kind: 'thing.seen' },
      ]);
      expect(await doing(get)).toEqual({ value: 'walnut' });
    });

    test('leaves no trace of what was refused, at whichever step', async () => {
      for (const stopAt of ['load', 'may', 'write', 'announce']) {
        await refused(doing(put, { stopAt }), 'not-found');
        expect(steps.pop()).toBe(stopAt);
      }
      await refused(doing(put, { word: 'forbidden' }), 'forbidden', 'bad-word');
      expect(await left()).toEqual(nothing);
      expect(heard).toEqual([]);
      await doing(put);
      expect((await left()).facts.map(({ seq }) => seq)).toEqual([1, 2]);
    });

    test('looks at nothing for who is not signed in, out of scope, or wrong in what they send', async () => {
      await refused(doing(put, { word: 7 }, nobody), 'forbidden', 'sign-in-first');
      await refused(doing(put, {}, { ...ana, scopes: ['read'] }), 'forbidden', 'out-of-scope');
      await refused(doing(get, {}, { ...ana, scopes: ['write'] }), 'forbidden', 'out-of-scope');
      await refused(doing(put, { word: 'x'.repeat(21) }), 'invalid');
      await refused(doing(put, { word: 'a\0b' }), 'invalid');
      await refused(doing(put, { communityId: 'elsewhere' }), 'invalid');
      expect(steps).toEqual([]);
      expect(await left()).toEqual(nothing);
    });

    test('counts what is wrong as well towards the limit, so that guessing is limited', async () => {
      limits = limiter(true);
      for (let n = 0; n < 2; n++) await refused(doing(put, { word: 7 }), 'invalid');
      const over = await doing(put).catch((error: unknown) => error);
      expect(over).toMatchObject({ kind: 'too-many', retryAfter: 60 });
      expect(steps).toEqual([]);
    });

    test('knows an id in capitals as the same', async () => {
      await doing(put, { communityId: communityId.toUpperCase() });
      expect(await doing(get)).toEqual({ value: 'walnut' });
      expect(heard[0]).toMatchObject({ communityId });
    });

    test('that runs alone hears of each of its writes once it is there, and of none that failed', async () => {
      const alone = verb({
        ...{ name: 'things.put-slowly', does: 'Writes twice.', input, output },
        load: async () => null,
        alone: async ({ write }, given) => {
          await write(async ({ announce }) => announce({ communityId, kind: 'thing.begun', payload: {} }));
          steps.push(`${heard.length} heard`);
          await write(async ({ announce }) => {
            await announce({ communityId, kind: 'thing.ended', payload: {} });
            step('ended', given);
          });
        },
      });
      await refused(doing(alone, { stopAt: 'ended' }), 'not-found');
      expect(heard.map(({ kind }) => kind)).toEqual(['thing.begun']);
      expect(steps).toEqual(['heard', '1 heard', 'ended']);
      expect((await left()).seq).toBe(1);
    });
  });
});
