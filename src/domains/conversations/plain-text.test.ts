import fc from 'fast-check';
import { expect, test } from 'vitest';
import { plainHtml } from './plain-text.ts';
import { render } from './text.ts';

/* A mention that nobody has makes `render` take the long way and changes nothing else. */
const byMarkdown = (body: string) => render(body, new Map([['nobody', 'Nobody']]));

test('what passes for plain is what markdown would make of it', () => {
  const pieces = fc.constantFrom(
    ...[
      'a',
      'Word',
      'e.g',
      ' ',
      '  ',
      '    ',
      '\n',
      '\n\n',
      '.',
      '...',
      ',',
      ':',
      '-',
      '--',
      '---',
      '#',
      '+ ',
      '1.',
      '2) ',
    ],
    ...[
      '"',
      "'",
      '(',
      ')',
      '!',
      '?',
      '/',
      '//',
      '=',
      '===',
      'http:',
      'www.',
      'www',
      'a.de',
      'mailto:',
      'x=y',
      '$',
      '%',
      '^',
    ],
    ...[
      'é',
      'ß',
      'рф',
      '.рф',
      '漢字',
      '😀',
      '\u00a0',
      '\u2028',
      '\ufeff',
      '\t',
      '\r',
      '{',
      '}',
      '—',
      '…',
      ';',
      '&',
      '<',
      '*',
    ],
  );
  const text = fc.oneof(
    fc.array(pieces, { maxLength: 14 }).map((some) => some.join('')),
    fc
      .array(fc.constantFrom('a', 'b.', ' ', '\n', 'www', '-', '"', '1', ':', '/', 'é'), { maxLength: 20 })
      .map((some) => some.join('')),
  );
  fc.assert(
    fc.property(text, (body) => {
      const plain = plainHtml(body);
      if (plain !== null) expect(plain).toBe(byMarkdown(body));
    }),
    { numRuns: 3000 },
  );
});

test('ordinary talk is plain; whatever could mean something is not', () => {
  expect(plainHtml('We met at 7, "as ever" (it rained).\nSee you!\n\nBye...')).toBe(
    '<p>We met at 7, &quot;as ever&quot; (it rained).<br>\nSee you!</p>\n<p>Bye...</p>',
  );
  for (const body of [
    '*a*',
    '1. a',
    '- a',
    '# a',
    '    a',
    'a.de',
    'http://a',
    '@mia',
    'a & b',
    'a\tb',
    '> a',
    '| a |',
  ])
    expect(plainHtml(body)).toBeNull();
});
