import { expect, test } from 'vitest';
import { lineOf, names } from './line.ts';

test('a line has the words without their markup', () => {
  expect(lineOf('**Steam**\n\n> see [the heap](https://x.example)')).toBe('Steam see the heap');
  expect(lineOf('a'.repeat(200))).toHaveLength(140);
  expect(lineOf('🌱'.repeat(200)).isWellFormed()).toBe(true);
});

test('a person is named by the whole handle', () => {
  expect(names('Hello @mia.', 'mia')).toBe(true);
  expect(names('@Mia, soup?', 'mia')).toBe(true);
  expect(names('mail@mia or @miau', 'mia')).toBe(false);
});
