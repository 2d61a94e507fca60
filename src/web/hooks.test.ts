import { expect, test } from 'vitest';
import { transport } from './hooks.ts';

const { encode, decode } = transport['list']!;

test('a long list of things arrives as it was', () => {
  const list = [1, 2, 3, 4].map((number) => ({ number, people: [{ name: '“Ana” </script>' }], none: null }));
  expect(decode(encode(list))).toEqual(list);
});

test('short lists, lists of lists, words and single things go the usual way', () => {
  const usual = [
    [{ a: 1 }],
    ['a', 'b', 'c', 'd', 'e'],
    [{ a: 1 }, null, null, null],
    [[1], [2], [3], [4]],
    { messages: [] },
    null,
  ];
  expect(usual.map((one) => encode(one))).toEqual(usual.map(() => false));
});
