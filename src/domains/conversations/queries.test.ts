import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { onEachEngine } from '../../../tests/engines.ts';
import { refused } from '../../../tests/refusals.ts';
import { firstNumber } from './queries.ts';
import { newId } from '../../platform/ids.ts';
import { scene } from './scene.ts';
import type { Scene } from './scene.ts';

describe('a page of messages', () => {
  it('begins where the talk begins, and holds what it is around', () => {
    const numbers = fc.record({ last: fc.nat(500), limit: fc.integer({ min: 1, max: 200 }) });
    fc.assert(
      fc.property(numbers, fc.nat(500), ({ last, limit }, at) => {
        const around = Math.min(Math.max(1, at), Math.max(1, last));
        const from = firstNumber({ around }, limit, last);
        expect(from).toBeGreaterThanOrEqual(1);
        expect(around).toBeGreaterThanOrEqual(from);
        expect(around).toBeLessThan(from + limit);
      }),
    );
  });
});

onEachEngine((engine) => {
  let s: Scene;
  const page = async (more: object) => {
    const where = { communityId: s.communityId, conversationId: s.room.id, limit: 4 };
    const { messages, earlier, later } = await s.reader.read('conversations.list-messages', {
      ...where,
      ...more,
    });
    return { numbers: messages.map((message) => message.number), earlier, later };
  };
  beforeAll(async () => {
    s = await scene(engine);
    for (let at = 1; at <= 10; at++) await s.say(s.founder, `Message ${at}`);
  });

  it('shows the newest, then back without end, and around a permalink', async () => {
    expect(await page({})).toEqual({ numbers: [7, 8, 9, 10], earlier: true, later: false });
    expect(await page({ before: 7 })).toEqual({ numbers: [3, 4, 5, 6], earlier: true, later: true });
    expect(await page({ before: 3 })).toEqual({ numbers: [1, 2], earlier: false, later: true });
    expect(await page({ after: 6 })).toEqual({ numbers: [7, 8, 9, 10], earlier: true, later: false });
    expect((await page({ around: 5 })).numbers).toContain(5);
  });

  it('finds a conversation by address and number', async () => {
    const { communityId } = s;
    expect(await s.reader.read('conversations.get', { communityId, slug: 'compost' })).toMatchObject({
      id: s.room.id,
    });
    expect(await s.reader.read('conversations.get', { communityId, number: s.thread.number })).toMatchObject({
      id: s.thread.id,
    });
    await refused(s.reader.read('conversations.get', { communityId, slug: 'nowhere' }), 'not-found');
  });

  it('is not-found for strangers, whatever they ask', async () => {
    const where = { communityId: s.communityId };
    await refused(s.stranger.read('conversations.list-rooms', where), 'not-found');
    await refused(s.stranger.read('conversations.list-threads', where), 'not-found');
    await refused(s.stranger.read('conversations.list-directs', where), 'not-found');
    await refused(s.stranger.read('conversations.get', { ...where, slug: 'compost' }), 'not-found');
    await refused(
      s.stranger.read('conversations.list-messages', { ...where, conversationId: s.room.id }),
      'not-found',
    );
    expect((await s.stranger.read('conversations.list-unread', {})).conversations).toEqual([]);
  });

  it('is not-found for numbers beyond all numbers', async () => {
    const number = 9_000_000_000;
    const { communityId } = s;
    const where = { communityId, conversationId: s.room.id };
    await refused(s.reader.read('conversations.get', { communityId, number }), 'not-found');
    expect(
      (await s.reader.read('conversations.list-messages', { ...where, after: number })).messages,
    ).toEqual([]);
    expect((await s.reader.read('conversations.search', { q: `in:${number} soup` })).messages).toEqual([]);
    await refused(s.reader.act('conversations.delete-message', { ...where, number }), 'not-found');
  });

  it('loses no thread between two pages where several have the same instant', async () => {
    const { communityId } = s;
    for (const title of ['One seed', 'Two seeds', 'Three seeds']) {
      const message = { id: newId(), body: title };
      await s.founder.act('conversations.start-thread', { id: newId(), communityId, title, message });
    }
    await s.app.store.write((db) =>
      db.updateTable('conversation').set({ last_at: 5 }).where('title', 'like', '% seed%').execute(),
    );
    const list = (before?: number) =>
      s.reader.read('conversations.list-threads', { communityId, limit: 1, before });
    const titles = new Set<string>();
    for (let page = await list(); page.threads.length; page = await list(page.threads.at(-1)!.lastAt))
      page.threads.forEach((thread) => titles.add(thread.title));
    expect([...titles]).toEqual(expect.arrayContaining(['One seed', 'Two seeds', 'Three seeds']));
  });

  it('lets go of who was removed, in restricted rooms as well', async () => {
    await s.founder.act('communities.remove-member', {
      communityId: s.communityId,
      personId: s.reader.id,
      reason: 'Unkind words.',
    });
    await s.app.settled();
    await refused(s.messages(s.reader, s.small.id), 'not-found');
    const { participants } = await s.conversation(s.founder, s.small.id);
    expect(participants.map((person) => person.name)).toEqual(['Ines']);
  });
});
