import fc from 'fast-check';
import { expect, test } from 'vitest';
import { weigher } from './weigh.ts';

test('a word that is said more often, or in fewer other words, weighs more', () => {
  const weight = weigher([['rain']]);
  expect(weight('rain, rain, go away')).toBeGreaterThan(weight('rain, please go away'));
  expect(weight('rain')).toBeGreaterThan(weight(`rain ${'and sun '.repeat(40)}`));
});

test('words count whole, the last one by its beginning, whatever their accents and case', () => {
  expect(weigher([['rain'], ['barrel']])('Rain in BÁRRELS')).toBeGreaterThan(
    weigher([['rain'], ['barrel']])('raining barrel'),
  );
  expect(weigher([['cafe']])('CAFÉS')).toBeGreaterThan(0);
  expect(weigher([['rain', 'barrel']])('a rain, barrel')).toBeGreaterThan(0);
  expect(weigher([['rain', 'barrel']])('a barrel of rain')).toBe(0);
});

test('any text can be weighed', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => weigher([['a'], ['b1', 'c']])(text) >= 0));
});
