import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { QUICK } from '../ui/emoji.ts';
import { shrink } from './emoji-book.ts';

const rowsOf = (language: string) => {
  const file = new URL(import.meta.resolve(`emojibase-data/${language}/compact.json`));
  return JSON.parse(readFileSync(file, 'utf8')) as Parameters<typeof shrink>[0];
};

test.each(['en', 'es'])('every emoji of the book can be put on a message: %s', (language) => {
  const all = shrink(rowsOf(language)).flatMap(([, rows]) => rows);
  expect(all.length).toBeGreaterThan(1800);
  expect(all.filter(([char]) => !/^\p{RGI_Emoji}$/v.test(char))).toEqual([]);
  expect(new Set(all.map(([char]) => char)).size).toBe(all.length);
});

test('so can those at hand', () => {
  expect(QUICK.filter((char) => !/^\p{RGI_Emoji}$/v.test(char))).toEqual([]);
});
