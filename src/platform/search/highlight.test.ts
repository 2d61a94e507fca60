import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { highlight } from './highlight.ts';

const hits = (text: string, ...terms: string[][]) =>
  highlight(text, terms)
    .filter((piece) => piece.hit)
    .map((piece) => piece.text);

describe('a hit in its context', () => {
  it('is marked in the text as it was written', () => {
    expect(hits('At the Café they keep grounds', ['cafe'], ['ground'])).toEqual(['Café', 'grounds']);
  });

  it('shows the surroundings of a hit far into a text', () => {
    const text = `${'leaf '.repeat(200)}barrel ${'moss '.repeat(200)}`;
    const pieces = highlight(text, [['barrel']]);
    expect(pieces[0]).toEqual({ text: '…', hit: false });
    expect(pieces.some((piece) => piece.hit && piece.text === 'barrel')).toBe(true);
    expect(pieces.map((piece) => piece.text).join('').length).toBeLessThan(240);
  });

  it('halves no sign, wherever it begins and ends', () => {
    for (const before of ['', 'x', 'xy'])
      for (const text of [
        `${before}${'🌱'.repeat(300)}`,
        `${before}${'🌱'.repeat(90)} barrel ${'🌱'.repeat(300)}`,
      ])
        for (const piece of highlight(text, [['barrel']])) expect(piece.text.isWellFormed()).toBe(true);
  });

  it('shows nothing that the text does not hold', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 400 }), fc.string({ minLength: 1, maxLength: 3 }), (text, word) => {
        const shown = highlight(text, [[word.toLowerCase()]])
          .map((piece) => piece.text)
          .join('')
          .replace(/^…|…$/g, '');
        expect(text.includes(shown.replace(/…$/, ''))).toBe(true);
      }),
    );
  });
});
