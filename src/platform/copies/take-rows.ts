import { sql } from 'kysely';
import type { Db, Engine, InsertMany, Tables } from '../db/index.ts';
import { invalid } from '../errors.ts';
import { indexTogether } from '../search/index.ts';
import type { Told, ToldRow } from './row.ts';
import type { Column, Kind, TableShape } from './shape.ts';

interface Taking {
  db: Db;
  engine: Engine;
  /** Kept from call to call. */
  many: InsertMany;
}

/** Writes rows of a copy, inside a write, and their words into the search. Throws invalid where one does not fit. */
export async function takeRows(
  { db, engine, many }: Taking,
  table: TableShape,
  rows: ToldRow[],
): Promise<void> {
  const fitted = rows.map((row) => fit(engine, table, row));
  const insert = () => many(db, table.name as keyof Tables, fitted as never);
  if (table.name === 'message') return indexTogether(db, engine, 'message', insert);
  if (table.name === 'migration') await forgetMigrations(db, fitted);
  await insert();
}

/** The list of migrations is there already, as it came about here; when each ran is taken from the copy. */
async function forgetMigrations(db: Db, rows: Record<string, unknown>[]): Promise<void> {
  for (const { name } of rows) await sql`delete from migration where name = ${name}`.execute(db);
}

function fit(engine: Engine, table: TableShape, row: ToldRow): Record<string, unknown> {
  const names = Object.keys(row);
  if (names.length !== table.columns.length) throw unfit(table.name, names.length);
  const values: Record<string, unknown> = {};
  for (const column of table.columns) {
    const value = row[column.name];
    if (value === undefined) throw unfit(table.name, names.length);
    values[column.name] = value === null ? null : fitted(engine, table, column, value);
  }
  return values;
}

const unfit = (table: string, columns: number) =>
  invalid(table, 'other-columns', `A row of "${table}" has other columns than this table (${columns}).`);

function fitted(engine: Engine, table: TableShape, column: Column, value: Told): unknown {
  const where = `${table.name}.${column.name}`;
  if (!fits[column.kind](value))
    throw invalid(where, 'not-fitting', `A value for ${where} is no ${column.kind}.`);
  if (column.kind === 'blob') return Buffer.from(value as string, 'base64');
  if (column.kind === 'boolean') return engine === 'sqlite' ? Number(value) : value;
  if (column.kind === 'integer' && typeof value === 'string') return BigInt(value);
  if (engine === 'postgres' && typeof value === 'string' && value.includes('\0'))
    throw invalid(
      where,
      'no-nul',
      `A text of ${where} holds a NUL character, which PostgreSQL does not take.`,
    );
  return value;
}

const isText = (value: Told) => typeof value === 'string';

const fits: Record<Kind, (value: Told) => boolean> = {
  text: isText,
  blob: isText,
  time: (value) => isText(value) && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value as string),
  integer: (value) =>
    typeof value === 'number'
      ? Number.isSafeInteger(value)
      : isText(value) && /^-?\d{16,19}$/.test(value as string),
  real: (value) => typeof value === 'number',
  boolean: (value) => typeof value === 'boolean',
};
