import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainLine } from './plain-line.ts';

describe('a text in one line', () => {
  it('has its words without their markup', () => {
    expect(plainLine('# Soup\n\n> **hot** [recipe](https://x.org)')).toBe('Soup hot recipe');
  });

  it('has the cells of a table, and a line that is none as it was written', () => {
    expect(plainLine('| What | How much |\n|---|:-:|\n| Leeks | 4 |')).toBe('What How much Leeks 4');
    expect(plainLine('a || b - c | d')).toBe('a || b - c | d');
  });

  it('keeps the signs that are words', () => {
    for (const said of ['C# or <b>F#</b>?', 'a > b, and 2 * 3 = 6', 'see #12 in snake_case_name', '~ noon'])
      expect(plainLine(said)).toBe(said);
    expect(plainLine('## a **bold** and *soft* _word_, ~~gone~~: `code`')).toBe(
      'a bold and soft word, gone: code',
    );
    expect(plainLine('```js\nlet a = 1;\n```\n> > # deep')).toBe('let a = 1; deep');
  });

  it('is never longer than a line of a list, and cuts no letter in two', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 2000 }), (text) => {
        expect(plainLine(text).length).toBeLessThanOrEqual(140);
        expect(plainLine(`${text.toWellFormed()}${'🌱'.repeat(200)}`).isWellFormed()).toBe(true);
      }),
    );
  });
});
