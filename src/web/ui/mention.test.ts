import { expect, test } from 'vitest';
import { samplePerson } from './message-sample.ts';
import { completeMention, mentionAt, peopleMatching } from './mention.ts';

const people = [
  samplePerson('Mia Okafor'),
  samplePerson('Jonas Thiel'),
  samplePerson('Ana Miró'),
  samplePerson('mir4', { imported: true }),
];

test('an @ at the start of a word begins a mention', () => {
  expect(mentionAt('@', 1)).toEqual({ start: 0, sought: '' });
  expect(mentionAt('hello @mi', 9)).toEqual({ start: 6, sought: 'mi' });
  expect(mentionAt('(@áñ', 4)).toEqual({ start: 1, sought: 'áñ' });
});

test('an address, a finished mention or a caret elsewhere does not', () => {
  expect(mentionAt('mia@example', 11)).toBeNull();
  expect(mentionAt('@mia ', 5)).toBeNull();
  expect(mentionAt('@mia', 0)).toBeNull();
});

test('first names come before last names, accents do not matter', () => {
  expect(peopleMatching(people, 'mi', null).map((one) => one.name)).toEqual(['Mia Okafor', 'Ana Miró']);
  expect(peopleMatching(people, 'miro', null).map((one) => one.name)).toEqual(['Ana Miró']);
});

test('oneself and people from archives are not offered', () => {
  expect(peopleMatching(people, 'mi', people[0]!.id).map((one) => one.name)).toEqual(['Ana Miró']);
});

test('completing replaces the word and leaves one space', () => {
  const done = completeMention('hi @mio you', 5, { start: 3, sought: 'm' }, 'mia');
  expect(done).toEqual({ text: 'hi @mia you', caret: 8 });
});
