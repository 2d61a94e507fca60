import { expect, test } from 'vitest';
import { markdownOf } from './markup.ts';

const channels = new Map([['42', 'beds']]);
const of = (text: string) => markdownOf(text, channels);

test('what Discord writes in angle brackets becomes words', () => {
  expect(of('see <#42> and <#43>')).toBe('see #beds and #channel');
  expect(of('<@!77> and <@77>, <@&9>')).toBe('<@77> and <@77>, @role');
  expect(of('<:wave:123> <a:dance:4>')).toBe(':wave: :dance:');
  expect(of('at <t:1682416800:F>')).toBe('at 2023-04-25 10:00 UTC');
  expect(of('</plant:99> it')).toBe('/plant it');
  expect(of('<https://example.org>')).toBe('<https://example.org>');
});

test('spoilers are announced, small print and long quotes keep their words', () => {
  expect(of('the end: ||they marry||')).toBe('the end: *(spoiler)* they marry');
  expect(of('-# by the way')).toBe('by the way');
  expect(of('so:\n>>> one\ntwo')).toBe('so:\n> one\n> two');
});

test('blocks of code stand on lines of their own, and nothing in code is touched', () => {
  expect(of('so ```js\nlet a = "<@1>"``` ok')).toBe('so \n```js\nlet a = "<@1>"\n```\n ok');
  expect(of('`||no|| <#42>`')).toBe('`||no|| <#42>`');
  expect(of('```one```')).toBe('\n```\none\n```\n');
});

test('plain text stays as it is', () => {
  expect(of('nothing to see, 1 + 1 = 2')).toBe('nothing to see, 1 + 1 = 2');
});
