import { expect, test } from 'vitest';
import { newId } from '../src/platform/ids.ts';
import { placesAfter } from '../src/web/live/places.ts';
import type { Places } from '../src/web/live/places.ts';
import type { HeardFact } from '../src/web/live/protocol.ts';
import { scene } from '../src/domains/conversations/scene.ts';
import type { Scene } from '../src/domains/conversations/scene.ts';
import { onEachEngine } from './engines.ts';
import { liveEqualsFresh } from './live-equals-fresh.ts';

/** The rooms, threads and directs as the pages of a member keep them, whatever their order. */
function placesOf({ communityId, reader }: Scene) {
  const sorted = ({ rooms, threads, directs }: Places): Places => {
    const inOrder = (list: Places['rooms']) => list.toSorted((a, b) => (a.id < b.id ? -1 : 1));
    return { rooms: inOrder(rooms), threads: inOrder(threads), directs: inOrder(directs) };
  };
  return {
    watcher: reader,
    communityId,
    fetch: async () => sorted(await reader.read('conversations.list-places', { communityId })),
    apply: (places: Places, heard: object) =>
      sorted(placesAfter(places, { communityId, ...heard } as HeardFact, reader)),
  };
}

onEachEngine((engine) => {
  const expectLive = async (does: (s: Scene) => Promise<unknown>) => {
    const s = await scene(engine);
    await s.say(s.newcomer, 'Steam this morning.');
    expect(await liveEqualsFresh(s.app, placesOf(s), () => does(s))).not.toEqual([]);
  };

  test('the list of places shows the last turn as it is now: said, edited, deleted, removed', async () => {
    await expectLive((s) => s.say(s.founder, 'Hello @tomas'));
    await expectLive(async (s) => {
      const message = await s.say(s.founder, 'See you at eight');
      await s.founder.act('conversations.edit-message', {
        ...s.at(message),
        body: 'See you at *nine*, @ines',
      });
    });
    await expectLive(async (s) => {
      const message = await s.say(s.founder, 'Not for you');
      await s.founder.act('conversations.delete-message', s.at(message));
    });
    await expectLive(async (s) => {
      const message = await s.say(s.newcomer, 'Rude words');
      await s.founder.act('conversations.remove-message', { ...s.at(message), reason: 'Rude.' });
    });
    await expectLive(async (s) => {
      const message = await s.say(s.newcomer, 'An older turn');
      await s.say(s.newcomer, 'The newest');
      await s.newcomer.act('conversations.delete-message', s.at(message));
    });
  });

  test('what opens, closes, gets another name or another member shows at once', async () => {
    await expectLive(async (s) => {
      const message = { id: newId(), body: 'For Saturday.' };
      const thread = { id: newId(), communityId: s.communityId, title: 'Who has a ladder?', message };
      await s.newcomer.act('conversations.start-thread', thread);
    });
    await expectLive(async (s) => {
      const room = { id: newId(), communityId: s.communityId, slug: 'shed', title: 'Shed' };
      await s.founder.act('conversations.open-room', room);
    });
    await expectLive(async (s) => {
      const direct = { id: newId(), communityId: s.communityId, people: [s.reader.id] };
      const { id } = await s.newcomer.act('conversations.open-direct', direct);
      await s.say(s.newcomer, 'Psst.', { conversationId: id });
    });
    await expectLive(async (s) => {
      const where = { communityId: s.communityId, conversationId: s.thread.id };
      await s.newcomer.act('conversations.close', { ...where, reason: 'Found one.' });
      await s.newcomer.act('conversations.change-room', { ...where, title: 'Worm box, found' });
    });
    await expectLive(async (s) => {
      const where = { communityId: s.communityId, conversationId: s.small.id };
      await s.founder.act('conversations.bring-in', { ...where, personId: s.newcomer.id });
      await s.newcomer.act('conversations.leave-room', where);
      await s.reader.act('conversations.leave-room', where);
    });
  });
});
