import { expect, test } from 'vitest';
import { afterGoodbye, backOff } from './back-off.ts';

test('waits grow and end', () => {
  expect([0, 1, 2, 20].map((tries) => backOff(tries, 1))).toEqual([500, 1000, 2000, 30_000]);
});

test('chance spreads them over half of it', () => {
  expect(backOff(2, 0)).toBe(1000);
});

test('after a goodbye to all, they come back over some seconds', () => {
  expect([0, 0.5, 1].map(afterGoodbye)).toEqual([500, 1750, 3000]);
});
