import { expect, test } from 'vitest';
import { instantOfSeconds, instantOfText } from './instant.ts';

const NOON = Date.UTC(2011, 3, 9, 12);

test('seconds count as numbers and as text', () => {
  expect(instantOfSeconds(NOON / 1000)).toBe(NOON);
  expect(instantOfSeconds(String(NOON / 1000))).toBe(NOON);
  expect(instantOfSeconds(NOON / 1000 + 0.25)).toBe(NOON + 250);
});

test('a written time keeps its instant', () => {
  expect(instantOfText('2011-04-09T14:00:00.123+02:00')).toBe(NOON + 123);
  expect(instantOfText('2011-04-09T12:00:00.1234567+00:00')).toBe(NOON + 123);
  expect(instantOfText('2011-04-09T12:00:00')).toBe(NOON);
  expect(instantOfText('09 April 2011 12:00')).toBe(NOON);
});

test('what cannot be true is no time', () => {
  for (const value of ['', 'soon', null, undefined, [], {}, true, NaN, Infinity, -1, 0, 1e18]) {
    expect(instantOfSeconds(value)).toBeNull();
    expect(instantOfText(value)).toBeNull();
  }
  expect(instantOfText('9999-01-01T00:00:00Z')).toBeNull();
  expect(instantOfText('0001-01-01T00:00:00Z')).toBeNull();
});
