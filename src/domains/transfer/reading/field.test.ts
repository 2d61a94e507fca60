import { expect, test } from 'vitest';
import { asideOf, cutText, textOf, wordOf } from './field.ts';

test('text is what any database takes', () => {
  expect(textOf('a\0b\ud800c\u{1F331}')).toBe('ab\uFFFDc\u{1F331}');
  expect(textOf(17)).toBe('17');
  for (const value of [null, undefined, {}, [], true]) expect(textOf(value)).toBe('');
});

test('a word is short and not empty', () => {
  expect(wordOf('  wren ')).toBe('wren');
  expect(wordOf(' \0 ')).toBeNull();
  expect(wordOf('x'.repeat(300), 10)).toBe('x'.repeat(10));
});

test('cutting splits no character', () => {
  expect(cutText('ab\u{1F331}', 3)).toBe('ab');
  expect(cutText('ab\u{1F331}', 4)).toBe('ab\u{1F331}');
});

test('aside is kept what is unknown and not empty', () => {
  const value = JSON.parse(
    '{"id":"1","score":0,"over":false,"flair":"","awards":[],"media":{},"__proto__":{"x":1}}',
  ) as object;
  const aside = asideOf(value as Record<string, unknown>, new Set(['id']));
  expect(Object.entries(aside)).toEqual([
    ['score', 0],
    ['__proto__', { x: 1 }],
  ]);
  expect(Object.getPrototypeOf(aside)).toBe(Object.prototype);
});
