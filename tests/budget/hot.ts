import type { Scene } from '../../src/domains/conversations/scene.ts';
import { newId } from '../../src/platform/ids.ts';

/** What people do all day, by what it is called here. */
export function hotOnes(s: Scene): Record<string, () => Promise<unknown>> {
  const { communityId, reader, founder, room } = s;
  const here = { communityId };
  const inRoom = { communityId, conversationId: room.id };
  const first = { ...inRoom, number: 1 };
  return {
    me: () => reader.read('accounts.me', {}),
    'list-mine': () => reader.read('communities.list-mine', {}),
    get: () => reader.read('communities.get', here),
    'list-members': () => reader.read('communities.list-members', { ...here, limit: 20 }),
    'list-newcomers': () => reader.read('communities.list-newcomers', here),
    'get-member': () => reader.read('communities.get-member', { ...here, handle: 'ines' }),
    'list-places': () => reader.read('conversations.list-places', here),
    'list-rooms': () => reader.read('conversations.list-rooms', here),
    'list-threads': () => reader.read('conversations.list-threads', { ...here, limit: 20 }),
    'list-threads, further': () =>
      reader.read('conversations.list-threads', { ...here, limit: 20, before: Date.UTC(2020, 0, 1, 20) }),
    'list-directs': () => reader.read('conversations.list-directs', here),
    'list-unread': () => reader.read('conversations.list-unread', {}),
    'a room by its address': () => reader.read('conversations.get', { ...here, slug: 'compost' }),
    'a thread by its number': () => reader.read('conversations.get', { ...here, number: s.thread.number }),
    'list-messages': () => reader.read('conversations.list-messages', { ...inRoom, limit: 5 }),
    'list-messages, around': () =>
      reader.read('conversations.list-messages', { ...inRoom, limit: 5, around: 3 }),
    ...searches(s),
    'send-message': () => s.say(reader, 'Hello @ines'),
    'edit-message': () => founder.act('conversations.edit-message', { ...first, body: 'Rain barrels.' }),
    react: () => reader.act('conversations.react', { ...first, emoji: '🌱' }),
    'take off': () => reader.act('conversations.react', { ...first, emoji: '🌱', on: false }),
    'mark-read': () => reader.act('conversations.mark-read', first),
    'start-thread': () => {
      const message = { id: newId(), body: 'On a balcony.' };
      return reader.act('conversations.start-thread', { ...here, id: newId(), title: 'Worms?', message });
    },
    'open-direct': () =>
      reader.act('conversations.open-direct', { ...here, id: newId(), people: [founder.id] }),
  };
}

function searches({ reader, communityId }: Scene): Record<string, () => Promise<unknown>> {
  const filters = ['from:ines', 'before:2031-01-01', 'after:2019-01-01', 'in:compost', 'in:1'];
  const marks = ['has:link', 'has:file', 'has:picture', 'has:reaction'];
  const more = ['from:ines has:link', 'in:compost from:ines', 'rain from:ines', 'rain in:compost has:link'];
  const asked = ['rain', ...filters, ...marks, ...more];
  const everywhere = asked.map((q) => [
    `search ${q}`,
    () => reader.read('conversations.search', { q, limit: 5 }),
  ]);
  const inside = asked.map((q) => [
    `search ${q} in one community`,
    () => reader.read('conversations.search', { q, communityId, limit: 5 }),
  ]);
  return Object.fromEntries([...everywhere, ...inside]) as Record<string, () => Promise<unknown>>;
}
