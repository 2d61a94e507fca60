import { expect, test } from 'vitest';
import { names } from './names.ts';

test('a person is named by the whole handle', () => {
  expect(names('Hello @mia.', 'mia')).toBe(true);
  expect(names('@Mia, soup?', 'mia')).toBe(true);
  expect(names('mail@mia or @miau', 'mia')).toBe(false);
});
