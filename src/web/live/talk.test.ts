import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sampleMessage } from '../ui/message-sample.ts';
import {
  earlier,
  findMessage,
  hearMessage,
  later,
  letGoOfEarlier,
  letGoOfLater,
  openTalk,
  shown,
  type Talk,
} from './talk.ts';

const numbers = (talk: Talk) => shown(talk).map((message) => message.number);
const some = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => sampleMessage(from + index));

test('a new message follows, an edit replaces, an old telling changes nothing', () => {
  let talk = openTalk(some(1, 3), 10);
  talk = hearMessage(talk, sampleMessage(4), 11);
  talk = hearMessage(talk, sampleMessage(2, { body: 'edited' }), 12);
  talk = hearMessage(talk, sampleMessage(2, { body: 'before the edit' }), 11);
  expect(numbers(talk)).toEqual([1, 2, 3, 4]);
  expect(findMessage(talk, 2)?.body).toBe('edited');
});

test('an answer quotes what it answers as that is now', () => {
  const mia = { id: 'mia', handle: 'mia', name: 'Mia', picture: null, imported: false };
  const parent = { number: 1, author: mia, excerpt: 'Tea?' };
  let talk = openTalk([sampleMessage(1, { html: '<p>Tea?</p>' }), sampleMessage(2, { parent })], 10);
  expect(shown(talk)[1]!.parent).toEqual(parent);
  talk = hearMessage(talk, sampleMessage(1, { html: '<p><strong>Soup?</strong></p>' }), 11);
  expect(shown(talk)[1]!.parent).toEqual({ ...parent, excerpt: 'Soup?' });
  talk = hearMessage(talk, sampleMessage(1, { body: '', state: 'deleted' }), 12);
  expect(shown(talk)[1]!.parent).toEqual({ number: 1, author: null, excerpt: '' });
});

test('what lies beyond a gap waits', () => {
  let talk = openTalk(some(1, 3), 10);
  talk = hearMessage(talk, sampleMessage(5), 12);
  expect(numbers(talk)).toEqual([1, 2, 3]);
  expect(talk.newest).toBe(5);
  expect(numbers(hearMessage(talk, sampleMessage(4), 11))).toEqual([1, 2, 3, 4, 5]);
});

test('a fact about a message from before those shown adds no hole', () => {
  const talk = hearMessage(openTalk(some(50, 60), 10), sampleMessage(7), 11);
  expect(numbers(talk)).toEqual(some(50, 60).map((one) => one.number));
});

test('earlier messages come before, and do not undo what was heard since', () => {
  let talk = openTalk(some(50, 60), 10);
  talk = hearMessage(talk, sampleMessage(45, { body: 'edited' }), 20);
  talk = earlier(talk, some(40, 49), 15);
  expect(numbers(talk)[0]).toBe(40);
  expect(findMessage(talk, 45)?.body).toBe('edited');
});

test('who reads at the end keeps the latest, and may fetch the others again', () => {
  const talk = letGoOfEarlier(openTalk(some(1, 90), 10), 30);
  expect(numbers(talk)).toEqual(some(61, 90).map((one) => one.number));
  expect(numbers(earlier(talk, some(41, 60), 11))[0]).toBe(41);
  expect(letGoOfEarlier(talk, 30)).toBe(talk);
});

test('who reads further up keeps the earlier, and still knows that there is more', () => {
  let talk = letGoOfLater(openTalk(some(1, 90), 10), 30);
  expect(numbers(talk).at(-1)).toBe(30);
  expect(talk.newest).toBe(90);
  talk = hearMessage(talk, sampleMessage(91), 12);
  expect(numbers(talk).at(-1)).toBe(30);
  expect(numbers(later(talk, some(31, 91), 12)).at(-1)).toBe(91);
  expect(letGoOfLater(openTalk(some(1, 3), 1), 30).known.size).toBe(3);
});

test('an empty conversation begins with its first message', () => {
  expect(numbers(hearMessage(openTalk([], 0), sampleMessage(1), 1))).toEqual([1]);
});

test('the same facts in any order, any number of times, give the same state', () => {
  const facts = fc.uniqueArray(
    fc.record({ seq: fc.integer({ min: 1, max: 60 }), number: fc.integer({ min: 1, max: 12 }) }),
    {
      selector: (fact) => fact.seq,
      maxLength: 40,
    },
  );
  const cases = facts.chain((list) =>
    fc.record({
      list: fc.constant(list),
      mixed: fc.shuffledSubarray([...list, ...list], { minLength: list.length * 2 }),
    }),
  );
  const apply = (list: { seq: number; number: number }[]) =>
    list.reduce(
      (talk, { seq, number }) => hearMessage(talk, sampleMessage(number, { body: `as of ${seq}` }), seq),
      openTalk(some(1, 2), 0),
    );
  fc.assert(
    fc.property(cases, ({ list, mixed }) => {
      const inOrder = apply(list.toSorted((a, b) => a.seq - b.seq));
      expect(shown(apply(mixed))).toEqual(shown(inOrder));
    }),
  );
});
