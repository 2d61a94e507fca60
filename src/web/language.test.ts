import { expect, test } from 'vitest';
import { pickLanguage } from './language.ts';

test('a person’s own setting comes first', () => {
  expect(pickLanguage('es', 'en', 'en')).toBe('es');
});

test('then what this browser chose, then what it asks for', () => {
  expect(pickLanguage(null, 'es', 'en')).toBe('es');
  expect(pickLanguage(null, undefined, 'fr-CH, es-MX;q=0.9, en;q=0.8')).toBe('es');
  expect(pickLanguage(null, undefined, 'en;q=0.4, es;q=0.5')).toBe('es');
});

test('a language that is refused or unknown is not taken', () => {
  expect(pickLanguage(null, 'xx', 'es;q=0, de')).toBe('en');
  expect(pickLanguage(null, null, null)).toBe('en');
});
