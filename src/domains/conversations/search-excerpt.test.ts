import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { excerptAround } from './search-excerpt.ts';

const shown = (body: string, ...words: string[]) =>
  excerptAround(
    body,
    words.map((word) => [word]),
  )
    .map(({ text, hit }) => (hit ? `[${text}]` : text))
    .join('');

describe('what is shown of a message that was found', () => {
  it('is read without its markup, with the hit marked', () => {
    expect(shown('> **Leeks** and [the soup](https://soup.example.org) of `Ana`', 'leek', 'soup')).toBe(
      '[Leeks] and the [soup] of Ana',
    );
    expect(shown('# Soup\n\n1. *leeks*\n2. salt', 'leek')).toBe('Soup 1. [leeks] 2. salt');
  });

  it('shows why it was found where the words are only in what is not read', () => {
    expect(shown('See [here](https://example.org/leeks)', 'leek')).toBe(
      'See [here](https://example.org/[leeks])',
    );
  });

  it('says where more stands before and after', () => {
    const far = shown(`${'# moss\n'.repeat(400)}a **leek** ${'moss '.repeat(400)}`, 'leek');
    expect(far).toMatch(/^…(moss )+a \[leek\] (moss )+m?o?s?s?…$/);
  });

  it('marks the hit in whatever text, and halves no sign', () => {
    const pieces = fc.constantFrom('*', '_', '[', '](', ')', '`', '> ', '\n', '|', '🌱', 'moss ', '~~', '#');
    const text = fc.array(pieces, { maxLength: 900 }).map((some) => some.join(''));
    fc.assert(
      fc.property(text, text, (before, after) => {
        const found = excerptAround(`${before} leek ${after}`, [['leek']]);
        expect(found.filter(({ hit }) => hit).map(({ text: word }) => word)).toEqual(['leek']);
        expect(found.every(({ text: piece }) => piece.isWellFormed())).toBe(true);
      }),
    );
  });
});
