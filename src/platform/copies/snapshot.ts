import { sqlitePath } from '../db/index.ts';
import { postgresSnapshot } from './postgres-snapshot.ts';
import type { ToldRow } from './row.ts';
import type { TableShape } from './shape.ts';
import { sqliteSnapshot } from './sqlite-snapshot.ts';

/** Where reading a table has come to: the values that its rows are ordered by. */
export type Position = string[];

export interface Batch {
  rows: ToldRow[];
  /** Behind the last of these rows; null where they come in no order. */
  at: Position | null;
}

/** All of a database as it was at one moment. */
export interface Snapshot {
  /** Every table that there is, each behind those it refers to. */
  tables: TableShape[];
  migrations: string[];
  count(table: TableShape): Promise<number>;
  /**
   * All rows of a table, a few at a time. In order they can be gone on with from a position, and come as they were
   * written or by time, because SQLite's search takes what was written last for the newest.
   */
  rows(table: TableShape, from: { after?: Position } | 'any order'): AsyncIterable<Batch>;
  close(): Promise<void>;
}

/** Where an installation keeps its rows: PostgreSQL by its URL, else SQLite in the data folder. */
export interface Place {
  databaseUrl: string | null;
  dataDir: string;
}

/**
 * Opens all of a database for reading. On PostgreSQL it is one moment whoever writes meanwhile; of SQLite one tells a
 * file that nobody writes, such as a copy.
 */
export const openSnapshot = (place: Place, file = sqlitePath(place)): Promise<Snapshot> =>
  place.databaseUrl ? postgresSnapshot(place.databaseUrl) : sqliteSnapshot(file);

/** How many rows all tables have together. */
export async function countAll({ tables, count }: Snapshot): Promise<number> {
  let total = 0;
  for (const table of tables) total += await count(table);
  return total;
}
