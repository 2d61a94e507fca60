import type { z } from 'zod';
import { KithError } from './errors.ts';

/** Checks what came in against a schema. Throws `invalid` with the first field that is not as it should be. */
export function parse(schema: z.ZodType, raw: unknown): unknown {
  const result = schema.safeParse(raw ?? {});
  if (!result.success) {
    const issue = result.error.issues[0]!;
    throw refusal(issue.path.join('.') || 'input', issue.message);
  }
  const field = fieldWithNul(result.data);
  if (field !== null) throw refusal(field, 'a character that no text has');
  return result.data;
}

const refusal = (field: string, why: string) =>
  new KithError('invalid', 'invalid', `${field}: ${why}`, { field });

/** The path of a text with the character U+0000, which PostgreSQL cannot store; null where there is none. */
function fieldWithNul(value: unknown): string | null {
  if (typeof value === 'string') return value.includes('\0') ? '' : null;
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return null;
  for (const [key, held] of Object.entries(value)) {
    const below = fieldWithNul(held);
    if (below !== null) return below ? `${key}.${below}` : key;
  }
  return null;
}

/** What a text says as JSON; null for what is none. */
export function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
