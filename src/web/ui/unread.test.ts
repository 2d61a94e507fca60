import { expect, test } from 'vitest';
import type { ConversationView } from '../views.ts';
import { samplePerson } from './message-sample.ts';
import { hrefOf, isUnread, mentionsIn, titleOf } from './unread.ts';

const mine = { readNumber: 3, level: 'all' as const, following: true, mentions: 0 };
const conversation = (more: object) =>
  ({ kind: 'room', slug: 'kitchen', number: 4, title: '', ...more }) as ConversationView;

test('new messages show as unread, unless only mentions count or all is quiet', () => {
  const state = (own: object) => isUnread(conversation({ lastNumber: 5, mine: { ...mine, ...own } }));
  expect(state({})).toBe(true);
  expect(state({ readNumber: 5 })).toBe(false);
  expect(state({ level: 'mentions' })).toBe(false);
  expect(state({ level: 'mentions', mentions: 1 })).toBe(true);
  expect(state({ level: 'quiet', mentions: 1 })).toBe(false);
});

test('who wants to hear nothing is not told how often they were named', () => {
  const named = (level: string) => mentionsIn(conversation({ mine: { ...mine, level, mentions: 2 } }));
  expect(['all', 'mentions', 'quiet'].map(named)).toEqual([2, 2, 0]);
});

test('rooms are found by their word, the rest by number', () => {
  expect(hrefOf('/green', conversation({}))).toBe('/green/rooms/kitchen');
  expect(hrefOf('/green', conversation({ kind: 'thread' }))).toBe('/green/threads/4');
  expect(hrefOf('/green', conversation({ kind: 'direct' }))).toBe('/green/directs/4');
});

test('a direct is named by the others in it', () => {
  const participants = [samplePerson('Mia'), samplePerson('Jonas')];
  expect(titleOf(conversation({ participants }), participants[0]!.id)).toBe('Jonas');
});
