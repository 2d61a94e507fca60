import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asksAnything, readQuery } from './search-query.ts';

describe('a search line', () => {
  it('is words, folded, and phrases', () => {
    expect(readQuery('Café "Worm Box" tea').terms).toEqual([['cafe'], ['worm', 'box'], ['tea']]);
  });

  it('takes filters', () => {
    const asked = readQuery(
      'soup from:@Mia in:kitchen before:2026-03-01 after:2026-01-01 has:link has:picture',
    );
    expect(asked).toMatchObject({ terms: [['soup']], from: 'mia', in: 'kitchen' });
    expect(asked.before).toBe(Date.UTC(2026, 2, 1));
    expect(asked.after).toBe(Date.UTC(2026, 0, 1));
    expect([...asked.has]).toEqual(['link', 'picture']);
  });

  it('takes a filter that says nothing usable as words, and tells', () => {
    const asked = readQuery('before:spring has:beans from:mia in: tea');
    expect(asked.terms).toEqual([['before'], ['spring'], ['has'], ['beans'], ['in'], ['tea']]);
    expect(asked.asWords).toEqual(['before:spring', 'has:beans', 'in:']);
  });

  it('takes what is quoted behind a filter as one, with whichever quotes', () => {
    expect(readQuery('soup in:"Rain barrels"')).toMatchObject({ terms: [['soup']], in: 'rain barrels' });
    expect(readQuery('in:“Rain barrels” „worm box“')).toMatchObject({
      ...{ terms: [['worm', 'box']], in: 'rain barrels', asWords: [] },
    });
  });

  it('asks nothing when it has no word and no filter', () => {
    expect(asksAnything(readQuery('  "" !! '))).toBe(false);
    expect(asksAnything(readQuery('has:file'))).toBe(true);
  });

  it('yields only letters and digits, so that no search syntax gets through', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 100 }), (line) => {
        for (const word of readQuery(line).terms.flat()) expect(word).toMatch(/^[\p{L}\p{N}]+$/u);
      }),
    );
  });
});
