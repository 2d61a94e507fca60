import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fold, wordsOf, wordsSought } from './words.ts';

const letters = fc.constantFrom(...'aéßİйёίςΣ한がأं়য়ậ_1٣ ', '\u0301', '\u0308', '\u0306', '\u3099');

test('words are taken apart at the same places, whether they are looked for or compared', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: letters }), fc.string({ unit: 'binary' })), (text) => {
      expect(wordsSought(text).map(fold)).toEqual(wordsOf(text));
    }),
    { numRuns: 300 },
  );
});

test('only Latin letters lose their marks where SQLite is asked, others where texts are compared', () => {
  expect(wordsSought('Café, мой ЁЖ: がんば')).toEqual(['cafe', 'мой', 'ёж', 'がんば']);
  expect(wordsOf('Café, мой ЁЖ: がんば')).toEqual(['cafe', 'мои', 'еж', 'がんば']);
});
