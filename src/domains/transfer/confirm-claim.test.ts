import { join } from 'node:path';
import { expect, test } from 'vitest';
import { onEachEngine } from '../../../tests/engines.ts';
import { liveEqualsFresh } from '../../../tests/live-equals-fresh.ts';
import { refused } from '../../../tests/refusals.ts';
import type { MessageView } from '../conversations/index.ts';
import { archived, fixtures } from './scene.ts';

type Confirmed = { personId: string; now: MessageView['author'] };

onEachEngine((engine) => {
  test('what an author said, started and reacted to becomes the member’s', async () => {
    const { app, founder, reader, communityId, author, room, messages } = await archived(engine);
    const jory = await author('jory');
    const beds = await room('beds');
    const claim = { communityId, personId: jory.id };
    await reader.act('transfer.claim-author', claim);
    const lastOf = async (personId: string) =>
      (await founder.read('conversations.list-rooms', { communityId })).filter(
        ({ last }) => last?.author?.id === personId,
      ).length;
    const lastWords = await lastOf(jory.id);
    expect(lastWords).toBeGreaterThan(0);
    const watching = {
      ...{ watcher: founder, communityId, fetch: () => messages(beds.id) },
      apply: (state: MessageView[], { kind, view }: { kind?: string; view?: unknown }) =>
        kind === 'claim.confirmed' ? state.map((message) => asNow(message, view as Confirmed)) : state,
    };
    const told = await liveEqualsFresh(app, watching, () =>
      founder.act('transfer.confirm-claim', { ...claim, claimedBy: reader.id }),
    );
    expect(told.map(({ kind }) => kind)).toEqual(['claim.confirmed']);
    expect([await lastOf(jory.id), await lastOf(reader.id)]).toEqual([0, lastWords]);
    const said = await messages(beds.id);
    expect(said[2]).toMatchObject({ author: { id: reader.id, handle: 'tomas', imported: false } });
    expect(said[2]!.attachments).toHaveLength(1);
    const seedling = said[1]!.reactions.find(({ emoji }) => emoji === '🌱')!;
    expect(seedling.people.map(({ id }) => id)).toContain(reader.id);
    expect(await founder.read('transfer.list-claims', { communityId })).toEqual([]);
    const { authors } = await founder.read('transfer.list-authors', { communityId, q: 'jory' });
    expect(authors).toEqual([]);
  });

  test.each([[['☕']], [['🌱', '☕']]])(
    'one reaction of each kind stays where the member had put %s, and files count as theirs',
    async (put) => {
      const { app, founder, reader, communityId, author, room, messages } = await archived(engine);
      const { id: personId } = await author('jory');
      const { id: conversationId } = await room('beds');
      const where = { communityId, conversationId, number: 2 };
      for (const emoji of put) await reader.act('conversations.react', { ...where, emoji });
      const of = (reactions: MessageView['reactions'], person: string) =>
        reactions.filter(({ people }) => people.some(({ id }) => id === person)).map(({ emoji }) => emoji);
      const before = (await messages(conversationId))[1]!.reactions;
      expect(of(before, personId)).toContain('🌱');
      await reader.act('transfer.claim-author', { communityId, personId });
      await founder.act('transfer.confirm-claim', { communityId, personId, claimedBy: reader.id });
      const after = (await messages(conversationId))[1]!.reactions;
      const both = new Set([...of(before, personId), ...of(before, reader.id)]);
      expect(of(after, reader.id).sort()).toEqual([...both].sort());
      expect(after.flatMap(({ people }) => people).filter(({ id }) => id === reader.id)).toHaveLength(
        both.size,
      );
      const owners = app.store.read.selectFrom('attachment').select('owner_id').distinct();
      const files = await owners
        .where('community_id', '=', communityId)
        .where('number', 'is not', null)
        .execute();
      expect(files.map((file) => file.owner_id)).toContain(reader.id);
      expect(files.map((file) => file.owner_id)).not.toContain(personId);
    },
  );

  test('the member sees the restricted rooms that they had been in, and can change their own words', async () => {
    const { founder, reader, communityId, author, messages, room } = await archived(engine);
    const { id: personId } = await author('jory');
    await reader.act('transfer.claim-author', { communityId, personId });
    await founder.act('transfer.confirm-claim', { communityId, personId, claimedBy: reader.id });
    const rooms = await reader.read('conversations.list-rooms', { communityId });
    expect(rooms.map(({ title }) => title)).toContain('Jory Pike');
    const conversationId = (await room('beds')).id;
    const body = 'I did.';
    await reader.act('conversations.edit-message', { communityId, conversationId, number: 3, body });
    expect((await messages(conversationId))[2]!.body).toBe(body);
  });

  test('a later import brings what is new of them as theirs', async () => {
    const { founder, reader, communityId, author, bring } = await archived(engine);
    const { id: personId } = await author('jory');
    await reader.act('transfer.claim-author', { communityId, personId });
    await founder.act('transfer.confirm-claim', { communityId, personId, claimedBy: reader.id });
    const report = await bring('discord', [join(fixtures, 'discord')]);
    expect(report).toMatchObject({ people: 0, messages: { here: 0 } });
  });

  test('only hosts confirm, only what was claimed, and only for members', async () => {
    const { founder, reader, newcomer, stranger, communityId, author } = await archived(engine);
    const { id: personId } = await author('wren');
    const claim = { communityId, personId, claimedBy: reader.id };
    await refused(founder.act('transfer.confirm-claim', claim), 'not-found');
    await reader.act('transfer.claim-author', claim);
    await refused(newcomer.act('transfer.confirm-claim', claim), 'forbidden', 'hosts-only');
    await refused(reader.act('transfer.confirm-claim', claim), 'forbidden', 'hosts-only');
    await refused(stranger.act('transfer.confirm-claim', claim), 'not-found');
    await reader.act('communities.leave', { communityId });
    await refused(founder.act('transfer.confirm-claim', claim), 'not-found');
  });
});

/** What a browser makes of it: the person stands wherever the author stood. */
function asNow(message: MessageView, { personId, now }: Confirmed): MessageView {
  const swap = <T extends { id: string } | null>(person: T) => (person?.id === personId ? now : person);
  return {
    ...message,
    author: swap(message.author)!,
    parent: message.parent && { ...message.parent, author: swap(message.parent.author) },
    reactions: message.reactions.map((one) => ({
      ...one,
      people: one.people.map((person) => swap(person)!),
    })),
  };
}
