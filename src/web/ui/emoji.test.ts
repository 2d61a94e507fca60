import { expect, test } from 'vitest';
import { findEmoji, openBook } from './emoji.ts';

const groups = openBook([
  [0, [['😀', 'grinning face', 'happy smile']]],
  [
    3,
    [
      ['🐱', 'gato', 'animal cara'],
      ['🌱', 'plántula', 'brote planta'],
    ],
  ],
]);

test('every searched word must begin a word', () => {
  expect(findEmoji(groups, 'smi').map((one) => one.char)).toEqual(['😀']);
  expect(findEmoji(groups, 'cara gato').map((one) => one.char)).toEqual(['🐱']);
  expect(findEmoji(groups, 'ile')).toEqual([]);
});

test('accents do not matter, an empty search finds nothing', () => {
  expect(findEmoji(groups, 'plantula').map((one) => one.char)).toEqual(['🌱']);
  expect(findEmoji(groups, '  ')).toEqual([]);
});

test('names come before tags', () => {
  const both = openBook([
    [
      0,
      [
        ['A', 'first', 'tree'],
        ['B', 'tree', 'wood'],
      ],
    ],
  ]);
  expect(findEmoji(both, 'tree').map((one) => one.char)).toEqual(['B', 'A']);
});
