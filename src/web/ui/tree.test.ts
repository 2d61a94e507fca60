import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sampleMessage, samplePerson } from './message-sample.ts';
import { plant, type Branch } from './tree.ts';

const none = { readNumber: 0, target: null };
const answer = (number: number, parentNumber: number | null, author = 'Mia') =>
  sampleMessage(number, { parentNumber, author: samplePerson(author) });
const drawn = (branches: Branch[]): unknown[] =>
  branches.map(({ message, replies }) =>
    replies.length ? [message.number, drawn(replies)] : message.number,
  );
const all = (branches: Branch[]): Branch[] =>
  branches.flatMap((one) => [one, ...all(one.replies), ...all(one.folded?.branches ?? [])]);

test('replies stand under what they answer, answers to the opening message at the top', () => {
  const branches = plant([answer(1, null), answer(2, 1), answer(3, 2), answer(4, 1), answer(5, 2)], none);
  expect(drawn(branches)).toEqual([1, [2, [3, 5]], 4]);
});

test('an answer whose message is elsewhere stands at the top and quotes it', () => {
  const [branch] = plant([answer(51, 7)], none);
  expect(branch).toMatchObject({ quotes: true });
});

test('below the deepest level answers stand under each other and quote', () => {
  const chain = Array.from({ length: 9 }, (_, index) => answer(index + 2, index + 1));
  const flat = all(plant(chain, none)).filter((branch) => branch.quotes);
  expect(flat.map((branch) => branch.message.number)).toEqual([8, 9, 10]);
});

test('much that has been read folds, and says between whom', () => {
  const many = [answer(1, null), answer(2, 1)];
  for (let number = 3; number < 20; number++) many.push(answer(number, 2, number % 2 ? 'Mia' : 'Jonas'));
  const folded = plant(many, { readNumber: 30, target: null })[1]!.folded!;
  expect(folded.count).toBe(13);
  expect(folded.people.map((person) => person.name).sort()).toEqual(['Jonas', 'Mia']);
});

test('what is new or pointed at never folds', () => {
  const many = [answer(1, null), answer(2, 1)];
  for (let number = 3; number < 20; number++) many.push(answer(number, 2));
  expect(plant(many, { readNumber: 15, target: null })[1]!.folded).toBeNull();
  expect(plant(many, { readNumber: 30, target: 18 })[1]!.folded).toBeNull();
});

test('no message is lost or drawn twice, whatever answers what', () => {
  const parents = fc.array(fc.option(fc.nat(60), { nil: null }), { maxLength: 60 });
  fc.assert(
    fc.property(parents, fc.nat(60), (list, readNumber) => {
      const messages = list.map((parent, index) =>
        answer(index + 1, parent !== null && parent <= index ? parent : null),
      );
      const numbers = all(plant(messages, { readNumber, target: null })).map((one) => one.message.number);
      expect(numbers.sort((a, b) => a - b)).toEqual(messages.map((one) => one.number));
    }),
  );
});
