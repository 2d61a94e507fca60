import type { z } from 'zod';
import { KithError } from './errors.ts';
import type { WrongInput } from './errors.ts';
import { sayWrong, wrongOf } from './wrong-input.ts';

/** Checks what came in against a schema. Throws `invalid` with the first field that is not as it should be. */
export function parse(schema: z.ZodType, raw: unknown): unknown {
  const result = schema.safeParse(raw ?? {}, { error: (issue) => OURS + sayWrong(issue), reportInput: true });
  if (!result.success) {
    const issue = result.error.issues[0]!;
    throw refusal(issue.path.join('.'), issue.message, wrongOf(issue));
  }
  const field = fieldWithNul(result.data);
  if (field !== null)
    throw refusal(field, `${OURS}holds the character U+0000, which no text has`, { how: 'form' });
  return result.data;
}

/** Before what goes on in the sentence that the field begins; what a schema says by itself stands after a colon. */
const OURS = ' ';

function refusal(path: string, why: string, wrong: WrongInput): KithError {
  const said = why.startsWith(OURS) ? why : `: ${why}`;
  const what = path ? `“${path}”` : 'What was sent';
  return new KithError('invalid', 'invalid', `${what}${said.replace(/\.$/, '')}.`, {
    field: path || 'input',
    wrong,
  });
}

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
