import { expect, test } from 'vitest';
import type { CommunityView, ConversationView } from '../views.ts';
import { briefOf } from './brief.ts';

const green = { id: 'green' } as CommunityView;
const bread = { id: 'bread' } as CommunityView;
const talk = (id: string, communityId: string, more: object = {}) =>
  ({
    ...{ id, communityId, kind: 'room', lastNumber: 10, mine: { readNumber: 0, mentions: 0 } },
    ...more,
  }) as ConversationView;

test('what is addressed to me comes first, the rest by community', () => {
  const named = talk('named', 'green', { mine: { readNumber: 0, mentions: 1 } });
  const direct = talk('direct', 'bread', { kind: 'direct' });
  const brief = briefOf([named, talk('a', 'bread'), direct, talk('b', 'bread')], [green, bread]);
  expect(brief.forMe.map(({ conversation }) => conversation.id)).toEqual(['named', 'direct']);
  expect(brief.rest.map(({ community, conversations }) => [community.id, conversations.length])).toEqual([
    ['bread', 2],
  ]);
  expect(brief).toMatchObject({ minutes: 6, communities: 2 });
});

test('with nothing new there is nothing to read', () => {
  expect(briefOf([], [green])).toEqual({ forMe: [], rest: [], minutes: 0, communities: 0 });
});
