import { expect, test } from 'vitest';
import { sampleMessage, samplePerson } from '../ui/message-sample.ts';
import type { ConversationView } from '../views.ts';
import { mayNameMeAnew, placesAfter, placesAnswered, placesRead, type Places } from './places.ts';

const me = { ...samplePerson('Mia'), handle: 'mia.o' };
const ana = samplePerson('Ana');
const conversation = (id: string, more: Partial<ConversationView> = {}) =>
  ({
    ...{ id, kind: 'room', title: id, lastNumber: 4, participants: [], createdBy: ana },
    mine: { readNumber: 4, level: 'all', following: true, mentions: 0 },
    ...more,
  }) as ConversationView;
const places: Places = {
  rooms: [conversation('bench'), conversation('kitchen')],
  threads: [conversation('barrels', { kind: 'thread' })],
  directs: [conversation('ana', { kind: 'direct' })],
};
const turn = (conversationId: string, number: number, body: string, author = ana) => ({
  ...{ communityId: 'c', seq: number, kind: 'message.sent', conversationId },
  view: sampleMessage(number, { conversationId, body, html: `<p>${body}</p>`, author }),
});
const kitchen = (now: Places) => now.rooms.find((one) => one.id === 'kitchen')!;

test('a turn by somebody else is unread, my own is read', () => {
  expect(kitchen(placesAfter(places, turn('kitchen', 5, 'soup'), me))).toMatchObject({
    lastNumber: 5,
    last: { excerpt: 'soup' },
    mine: { readNumber: 4, mentions: 0 },
  });
  expect(kitchen(placesAfter(places, turn('kitchen', 5, 'soup', me), me)).mine.readNumber).toBe(5);
});

test('what is addressed to me counts, once, and only then', () => {
  const mentions = (body: string) => kitchen(placesAfter(places, turn('kitchen', 5, body), me)).mine.mentions;
  expect(['@mia.o soup?', 'Soup, @Mia.O!', '@mia.other', 'a@mia.o'].map(mentions)).toEqual([1, 1, 0, 0]);
  const twice = placesAfter(
    placesAfter(places, turn('kitchen', 5, '@mia.o'), me),
    turn('kitchen', 5, '@mia.o'),
    me,
  );
  expect(kitchen(twice).mine.mentions).toBe(1);
  expect(placesAfter(places, turn('ana', 5, 'hello'), me).directs[0]!.mine.mentions).toBe(0);
});

test('how often I am named is asked anew where unread words were changed that may have named me', () => {
  const named = placesAfter(places, turn('kitchen', 5, '@mia.o'), me);
  const changed = (number: number, body: string, kind = 'message.edited') => ({
    ...turn('kitchen', number, body),
    kind,
  });
  expect(mayNameMeAnew(named, changed(5, 'never mind'), me)).toBe(true);
  expect(mayNameMeAnew(named, changed(5, '', 'message.deleted'), me)).toBe(true);
  expect(mayNameMeAnew(placesRead(named, 'kitchen', 5), changed(5, 'never mind'), me)).toBe(false);
  const unnamed = placesAfter(places, turn('kitchen', 5, 'soup'), me);
  expect(mayNameMeAnew(unnamed, changed(5, 'hot soup'), me)).toBe(false);
  expect(mayNameMeAnew(unnamed, changed(5, 'soup, @mia.o'), me)).toBe(true);

  const answer = { ...kitchen(named), mine: { ...kitchen(named).mine, mentions: 0 } };
  expect(kitchen(placesAnswered(named, answer)).mine.mentions).toBe(0);
  const later = placesAfter(named, turn('kitchen', 6, 'and @mia.o'), me);
  expect(placesAnswered(later, answer), 'an answer that is older than what was heard').toEqual(later);
});

test('reading takes the mark away', () => {
  const unread = placesAfter(places, turn('kitchen', 5, '@mia.o'), me);
  expect(kitchen(placesRead(unread, 'kitchen', 5)).mine).toMatchObject({ readNumber: 5, mentions: 0 });
  expect(kitchen(placesRead(unread, 'kitchen', 3)).mine).toMatchObject({ readNumber: 4, mentions: 1 });
});

test('a new conversation appears where it belongs', () => {
  const opened = (view: ConversationView) =>
    placesAfter(
      places,
      { communityId: 'c', seq: 9, kind: 'conversation.opened', conversationId: view.id, view },
      me,
    );
  expect(opened(conversation('cellar')).rooms.map((one) => one.id)).toEqual(['bench', 'cellar', 'kitchen']);
  expect(opened(conversation('bikes', { kind: 'thread' })).threads[0]!.id).toBe('bikes');
});

test('what an archive brings into a room is read by whoever had read the room', () => {
  const imported = (view: ConversationView, before = places) =>
    placesAfter(
      before,
      { communityId: 'c', seq: 9, kind: 'conversation.imported', conversationId: view.id, view },
      me,
    );
  const readOf = ({ rooms, threads }: Places, id: string) =>
    [...rooms, ...threads].find((one) => one.id === id)!.mine.readNumber;
  expect(readOf(imported(conversation('cellar', { lastNumber: 300 })), 'cellar')).toBe(300);
  expect(readOf(imported(conversation('kitchen', { lastNumber: 90 })), 'kitchen')).toBe(90);
  const behind = placesAfter(places, turn('kitchen', 5, 'soup'), me);
  expect(readOf(imported(conversation('kitchen', { lastNumber: 90 }), behind), 'kitchen')).toBe(4);
  const old = conversation('old', { kind: 'thread', lastNumber: 9 });
  expect(readOf(imported(old), 'old')).toBe(0);
});

test('a change keeps how I stand to it; who has left sees it no more', () => {
  const fact = (kind: string, view: ConversationView) => ({
    communityId: 'c',
    seq: 9,
    kind,
    conversationId: view.id,
    view,
  });
  const other = { readNumber: 0, level: 'quiet', following: false, mentions: 0 } as const;
  const renamed = placesAfter(
    places,
    fact('conversation.changed', conversation('bench', { title: 'Tools', mine: other })),
    me,
  );
  expect(renamed.rooms[0]).toMatchObject({ title: 'Tools', mine: { readNumber: 4, level: 'all' } });
  const left = placesAfter(
    places,
    fact('conversation.left', conversation('kitchen', { participants: [ana] })),
    me,
  );
  expect(left.rooms.map((one) => one.id)).toEqual(['bench']);
});
