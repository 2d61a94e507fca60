import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { byName } from '../verbs.ts';
import { isKithError } from './errors.ts';
import type { KithError } from './errors.ts';
import { id } from './ids.ts';
import { parse } from './input.ts';

/** What the library would say by itself. */
const NOT_OURS =
  /Too (small|big)|Invalid (input|option|string|number|UUID|email)|expected|received|undefined|\[object/;

const refusalOf = (schema: z.ZodType, raw: unknown): KithError | null => {
  try {
    parse(schema, raw);
    return null;
  } catch (error) {
    if (isKithError(error)) return error;
    throw error;
  }
};

test.each([
  [{}, 'missing', '“field” is missing.', z.string()],
  [{ field: 7 }, 'type', '“field” has to be a text.', z.string()],
  [{ field: 'x' }, 'type', '“field” has to be a number.', z.number()],
  [{ field: 1 }, 'type', '“field” has to be true or false.', z.boolean()],
  [{ field: 'x' }, 'type', '“field” has to be a list.', z.array(id)],
  [{ field: '  ' }, 'empty', '“field” is empty, and takes at least 1 character.', z.string().trim().min(1)],
  [{ field: 'ab' }, 'too-short', '“field” is too short, and takes at least 3 characters.', z.string().min(3)],
  [{ field: 'abc' }, 'too-long', '“field” is too long, and takes at most 2 characters.', z.string().max(2)],
  [{ field: [] }, 'too-few', '“field” holds too few, and takes at least 1.', z.array(z.string()).min(1)],
  [
    { field: ['a', 'b'] },
    'too-many',
    '“field” holds too many, and takes at most 1.',
    z.array(z.string()).max(1),
  ],
  [{ field: 0 }, 'too-small', '“field” is too small, and may be no less than 1.', z.number().min(1)],
  [{ field: 9 }, 'too-large', '“field” is too large, and may be no more than 5.', z.number().max(5)],
  [{ field: 1.5 }, 'not-whole', '“field” has to be a whole number.', z.number().int()],
  [{ field: 'fr' }, 'choice', '“field” has to be one of: "en", "es".', z.enum(['en', 'es'])],
  [{ field: 'mia' }, 'form', '“field” is no e-mail address, such as mia@example.org.', z.email()],
  [{ field: '1' }, 'form', '“field” is no id: it takes a UUID of version 7.', id],
  [{ field: 'A' }, 'form', '“field” does not have the form that it needs: /^a$/.', z.string().regex(/^a$/)],
  [{ field: 'A' }, 'form', '“field”: an a, please.', z.string().regex(/^a$/, 'an a, please')],
  [
    { field: ['ok', ''] },
    'empty',
    '“field.1” is empty, and takes at least 1 character.',
    z.array(z.string().min(1)),
  ],
  [{ field: 'a\0' }, 'form', '“field” holds the character U+0000, which no text has.', z.string()],
])('%j is %s', (raw, how, sentence, field) => {
  const refusal = refusalOf(z.object({ field }), raw)!;
  expect(refusal.message).toBe(sentence);
  expect(refusal.field).toMatch(/^field/);
  expect(refusal.wrong!.how).toBe(how);
});

test('whatever a verb or read is given, it says in our words what is wrong', () => {
  const value = fc.oneof(
    fc.anything({ maxDepth: 2 }),
    fc.constantFrom('', 'x'.repeat(30_000), -1, 1e9, 0.5, []),
  );
  for (const { name, input } of byName.values()) {
    const fields = Object.keys((input as z.ZodObject).shape ?? {});
    const some = fields.length
      ? fc.dictionary(fc.constantFrom(...fields), value, { noNullPrototype: true })
      : value;
    fc.assert(
      fc.property(some, (raw) => {
        const refusal = refusalOf(input, raw);
        if (refusal) expect(refusal.message, name).not.toMatch(NOT_OURS);
        if (refusal)
          expect(refusal.message).toMatch(/^(“[^”]+”|What was sent)(:| is| has| holds| does) ?.*\.$/s);
      }),
      { numRuns: 40 },
    );
  }
});
