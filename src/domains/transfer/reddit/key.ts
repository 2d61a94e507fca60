import { wordOf } from '../reading/field.ts';

const FULL_NAME = /^t\d_[a-z0-9]+$/i;
const BARE_ID = /^[a-z0-9]+$/i;
const LONGEST_KEY = 40;

/** Reddit's full name of a thing, such as `t3_15xh`; null where the value names none. */
export function fullName(value: unknown, type: 't1' | 't3'): string | null {
  const word = wordOf(value, LONGEST_KEY + 1)?.toLowerCase();
  if (!word || word.length > LONGEST_KEY) return null;
  if (FULL_NAME.test(word)) return word;
  return BARE_ID.test(word) ? `${type}_${word}` : null;
}

/** What a comment answers. Some archives write a comment's number instead of its name, and nothing for the opening. */
export function parentName(value: unknown, thread: string): string {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value > 0)
    return `t1_${value.toString(36)}`;
  return fullName(value, 't1') ?? thread;
}

/** The key of an author; null for `[deleted]` and where there is none. */
export function authorKeyOf(value: unknown): string | null {
  const name = wordOf(value, LONGEST_KEY);
  return name && !name.startsWith('[') ? name.toLowerCase() : null;
}
