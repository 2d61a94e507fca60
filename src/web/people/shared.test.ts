import { expect, test } from 'vitest';
import { isNamed, sharedInterests } from './shared.ts';

test('interests are shared however they are written', () => {
  const shared = sharedInterests(['Bread', ' café '], ['bread', 'Cafe', 'radios']);
  expect([...shared]).toEqual(['bread', 'Cafe']);
});

const mia = { name: 'Mía Okafor', handle: 'mia', about: 'grows too many beans', interests: ['compost'] };

test('a person is found by parts of all that they say of themselves', () => {
  expect(isNamed(mia, 'mia compost')).toBe(true);
  expect(isNamed(mia, 'BEANS')).toBe(true);
  expect(isNamed(mia, '')).toBe(true);
  expect(isNamed(mia, 'mia bread')).toBe(false);
});
