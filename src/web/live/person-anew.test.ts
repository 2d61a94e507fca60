import { expect, test } from 'vitest';
import { sampleMessage, samplePerson } from '../ui/message-sample.ts';
import type { ConversationView } from '../views.ts';
import { conversationWith, messageWith, personAnew } from './person-anew.ts';
import { openTalk, seeAnew, shown } from './talk.ts';

const mia = samplePerson('Mia');
const ana = samplePerson('Ana');
const fact = (kind: string, view: unknown) => ({ communityId: 'c', seq: 7, kind, view });
const message = sampleMessage(2, {
  parent: { number: 1, author: mia, excerpt: 'Tea?' },
  reactions: [
    { emoji: '🌱', people: [mia, ana] },
    { emoji: '☕', people: [mia] },
  ],
});
const conversation = {
  createdBy: mia,
  last: { author: mia, excerpt: 'Tea?' },
  participants: [mia, ana],
} as unknown as ConversationView;

test('who changes is shown so everywhere, others stay as they are', () => {
  const now = { ...mia, name: 'Mía', about: 'Bees.' };
  const anew = personAnew(fact('member.changed', { person: now, role: 'member' }))!;
  const talk = seeAnew(openTalk([sampleMessage(1, { author: ana }), message], 3), anew);
  const [other, changed] = shown(talk);
  expect(other?.author).toEqual(ana);
  expect(changed?.author).toEqual({ ...mia, name: 'Mía' });
  expect(changed?.parent?.author?.name).toBe('Mía');
  expect(changed?.reactions.map(({ people }) => people.map(({ name }) => name))).toEqual([
    ['Mía', 'Ana'],
    ['Mía'],
  ]);
  expect(conversationWith(conversation, anew)).toMatchObject({
    createdBy: { name: 'Mía' },
    last: { author: { name: 'Mía' } },
    participants: [{ name: 'Mía' }, { name: 'Ana' }],
  });
});

test('who has erased their account has no name, and takes their reactions along', () => {
  const anew = personAnew(fact('person.erased', { personId: mia.id }))!;
  expect(messageWith(message, anew)).toMatchObject({
    author: { id: mia.id, name: '', handle: '' },
    parent: { author: null },
    reactions: [{ emoji: '🌱', people: [ana] }],
  });
  expect(messageWith(message, anew).reactions).toHaveLength(1);
  expect(conversationWith(conversation, anew)).toMatchObject({ createdBy: null, participants: [ana] });
});

test('other facts tell of nobody', () => {
  expect(personAnew(fact('member.joined', { person: mia }))).toBeUndefined();
  expect(personAnew({ communityId: 'c', seq: 1 })).toBeUndefined();
});
