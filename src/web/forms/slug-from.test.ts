import { expect, test } from 'vitest';
import { handleFrom, slugFrom } from './slug-from.ts';

test('an address is made of plain letters and dashes', () => {
  expect(slugFrom('Ñandú & Söhne!')).toBe('nandu-sohne');
  expect(slugFrom('  Green   Street 12 ')).toBe('green-street-12');
  expect(slugFrom('日本')).toBe('');
});

test('a long name is cut without a dash at its end', () => {
  expect(slugFrom(`${'a'.repeat(39)} bc`)).toBe('a'.repeat(39));
});

test('a handle is the first name, or two where that is short', () => {
  expect(handleFrom('Mia Okafor')).toBe('mia');
  expect(handleFrom('J. Thiel')).toBe('j.thiel');
  expect(handleFrom('')).toBe('');
});
