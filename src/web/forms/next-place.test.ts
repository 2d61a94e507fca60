import { expect, test } from 'vitest';
import { nextPlace } from './next-place.ts';

test('a path of this Kith is kept', () => {
  expect(nextPlace('/green-street/threads/3?at=2#m2')).toBe('/green-street/threads/3?at=2#m2');
});

test.each([
  null,
  undefined,
  '',
  'green',
  '//evil.example',
  '/\\evil.example',
  '/\t/evil.example',
  'https://evil.example',
])('anything else leads home: %s', (wanted) => expect(nextPlace(wanted)).toBe('/'));
