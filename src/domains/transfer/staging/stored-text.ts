import type { Aside } from '../record.ts';

/** The most characters that a message keeps; Reddit's own limit is 40,000. */
export const LONGEST_TEXT = 60_000;
const LONGEST_ASIDE = 1_000_000;

/** What is kept aside as JSON; null where there is nothing. */
export function asideJson(aside: Aside): string | null {
  for (const name in aside) return name === undefined ? null : storable(aside);
  return null;
}

export function listJson(list: unknown[]): string | null {
  return list.length ? JSON.stringify(list) : null;
}

/** What is too large is named only. JSON writes NUL and half surrogate pairs as escapes, so that any database takes it. */
function storable(aside: Aside): string {
  const text = written(aside);
  return text.length > LONGEST_ASIDE ? JSON.stringify({ tooLarge: Object.keys(aside).slice(0, 100) }) : text;
}

/** What nests too deeply to be written is named only. */
function written(aside: Aside): string {
  try {
    return JSON.stringify(aside);
  } catch {
    return JSON.stringify({ tooDeep: Object.keys(aside).slice(0, 100) });
  }
}
