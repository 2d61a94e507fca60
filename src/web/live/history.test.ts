import { expect, test } from 'vitest';
import { hear, heardNothing, since } from './history.ts';

const fact = (seq: number) => ({ communityId: 'c', seq });
const upTo = (last: number) =>
  Array.from({ length: last }, (_, index) => fact(index + 1)).reduce(hear, heardNothing(0));

test('a page gets what came after the state that it shows', () => {
  expect(since(upTo(5), 3)).toEqual([fact(4), fact(5)]);
  expect(since(upTo(5), 5)).toEqual([]);
});

test('a fact heard twice counts once', () => {
  const heard = hear(upTo(3), fact(2));
  expect(since(heard, 0)).toHaveLength(3);
});

test('what is no longer at hand is said, not skipped', () => {
  const heard = upTo(1200);
  expect(since(heard, 100)).toBeNull();
  expect(since(heard, 200)).toHaveLength(1000);
});
