import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LINE_OF_HTML, lineOfHtml, plainLine } from './plain-line.ts';

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

describe('a line of what was made of a text', () => {
  it('has its words, each apart, and the names of who is named', () => {
    const named =
      '<p>Soup &amp; <strong>tea</strong>, <span class="mention">@Lena Kowalski</span>?<br>\nBring</p>';
    expect(
      lineOfHtml(
        `${named}\n<ul>\n<li>a <a href="https://x.org/?a=1&gt;2">pan</a></li>\n<li>1 &lt; 2</li></ul>`,
      ),
    ).toBe('Soup & tea, @Lena Kowalski? Bring a pan 1 < 2');
    expect(lineOfHtml('<p>&amp;lt;b&amp;gt; &quot;so&quot;</p>')).toBe('&lt;b&gt; "so"');
  });

  it('is never longer than a line, ends in no half of a tag, a sign or a letter', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40 }), (shift) => {
        const long = lineOfHtml(
          `<p>${'x'.repeat(shift)}${'<a href="https://x.org/&amp;"></a>'.repeat(90)}</p>`,
        );
        expect(long).toBe('x'.repeat(shift));
        const many = lineOfHtml(`<p>${'x'.repeat(shift)}${'🌱&amp;'.repeat(400)}</p>`);
        expect(many.length).toBeLessThanOrEqual(140);
        expect(many.isWellFormed()).toBe(true);
      }),
    );
  });

  it('is the same of as much HTML as a database gives, which counts whole signs, as of all of it', () => {
    const piece = fc.constantFrom(
      'word ',
      '🌱',
      '&amp;',
      '<br>\n',
      '</a>',
      '<a href="https://x.org/?a=1&amp;b=2">',
    );
    const near = fc.record({
      // Nothing of these is shown, so what stands at the end is.
      before: fc.constantFrom('<a href="https://x.org/🌱"></a>', '<p></p>'),
      shift: fc.integer({ min: 0, max: 60 }),
      after: fc.array(piece, { maxLength: 20 }),
    });
    fc.assert(
      fc.property(near, ({ before, shift, after }) => {
        const html = `${before.repeat(400).slice(0, LINE_OF_HTML - shift)}${after.join('')}`;
        expect(lineOfHtml([...html].slice(0, LINE_OF_HTML).join(''))).toBe(lineOfHtml(html));
      }),
    );
  });
});
