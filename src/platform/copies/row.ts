import type { Column, Kind, TableShape } from './shape.ts';

/** A value as JSON holds it: whole numbers beyond 2^53 as digits, times as ISO 8601 in UTC, bytes as base64. */
export type Told = string | number | boolean | null;

/** A row as it is told in a copy: the same for the same content, whichever engine it comes from. */
export type ToldRow = Record<string, Told>;

/** The one line that stands for a row. `row` has its columns by name. */
export const lineOf = (row: ToldRow) => JSON.stringify(row);

/** A row of a database in the words of copies. Throws where a value does not fit its column. */
export function tell(table: TableShape, values: Record<string, unknown>): ToldRow {
  const row: ToldRow = {};
  for (const column of table.columns) {
    const value = values[column.name];
    if (value === null || value === undefined) row[column.name] = null;
    else row[column.name] = told[column.kind](value) ?? unfit(table, column, value);
  }
  return row;
}

/** What was read of a column, told; undefined where it is nothing that such a column holds. */
const told: Record<Kind, (value: unknown) => Told | undefined> = {
  text: (value) => (typeof value === 'string' ? value : undefined),
  integer: (value) => wholeNumber(value),
  boolean: (value) => truths.get(value),
  time: (value) => instant(value),
  real: (value) => {
    const number = typeof value === 'number' || typeof value === 'string' ? Number(value) : NaN;
    return Number.isFinite(number) ? number + 0 : undefined;
  },
  blob: (value) => {
    if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
    const hex = typeof value === 'string' && /^\\x((?:[0-9a-f]{2})*)$/.exec(value);
    return hex ? Buffer.from(hex[1]!, 'hex').toString('base64') : undefined;
  },
};

const truths = new Map<unknown, boolean>([
  ...([true, 1n, 1, 't'] as const).map((value) => [value, true] as const),
  ...([false, 0n, 0, 'f'] as const).map((value) => [value, false] as const),
]);

function wholeNumber(value: unknown): number | string | undefined {
  if (typeof value !== 'bigint' && !(typeof value === 'string' && /^-?\d+$/.test(value))) return undefined;
  const number = Number(value);
  return Number.isSafeInteger(number) ? number + 0 : String(BigInt(value));
}

const WRITTEN = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?(?:\+00(?::00)?|Z)$/;

/** Three digits behind the second, or six where a finer time is stored. */
function instant(value: unknown): string | undefined {
  const match = typeof value === 'string' ? WRITTEN.exec(value) : null;
  if (!match) {
    const date = new Date(typeof value === 'bigint' ? Number(value) : (value as string | number));
    return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
  }
  const fraction = (match[3] ?? '').padEnd(6, '0');
  return `${match[1]}T${match[2]}.${fraction.endsWith('000') ? fraction.slice(0, 3) : fraction}Z`;
}

/** Says where, and never what: that may be what people wrote. */
function unfit(table: TableShape, column: Column, value: unknown): never {
  throw new Error(`${table.name}.${column.name} holds a ${typeof value} that is no ${column.kind}`);
}
