export type Fields = Record<string, unknown>;

const NUL = /\0/g;

/** The value as an object with fields, or null where it is none. */
export function fieldsOf(value: unknown): Fields | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : null;
}

export function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : [];
}

/** The value as text that any database takes: no NUL, no half of a surrogate pair. Numbers count as text. */
export function textOf(value: unknown): string {
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  if (typeof value !== 'string') return '';
  const whole = value.isWellFormed() ? value : value.toWellFormed();
  return whole.includes('\0') ? whole.replace(NUL, '') : whole;
}

/** A short text, such as a name or a key; null where there is none. */
export function wordOf(value: unknown, longest = 200): string | null {
  const text = textOf(value).trim();
  return text ? cutText(text, longest) : null;
}

export function countOf(value: unknown): number | null {
  const count = typeof value === 'string' && value.trim() ? Number(value) : value;
  return typeof count === 'number' && Number.isFinite(count) && count >= 0 ? Math.round(count) : null;
}

/** Cuts a text without cutting a character in two. */
export function cutText(text: string, longest: number): string {
  return text.length <= longest
    ? text
    : text
        .slice(0, longest)
        .toWellFormed()
        .replace(/\uFFFD$/, '');
}

/** What is left of an object besides the known fields; empty values are nothing and are not kept. */
export function asideOf(value: Fields, known: ReadonlySet<string>): Fields {
  const aside: Fields = {};
  for (const name in value) {
    if (known.has(name) || isNothing(value[name])) continue;
    if (name === '__proto__') setProto(aside, value[name]);
    else aside[name] = value[name];
  }
  return aside;
}

/** To a field of this name one cannot plainly assign. */
function setProto(aside: Fields, value: unknown): void {
  Object.defineProperty(aside, '__proto__', { value, enumerable: true, writable: true, configurable: true });
}

function isNothing(value: unknown): boolean {
  if (value === null || value === false || value === '') return true;
  if (typeof value !== 'object') return false;
  return Array.isArray(value) ? value.length === 0 : isEmptyObject(value);
}

function isEmptyObject(value: object): boolean {
  for (const name in value) if (name) return false;
  return true;
}
