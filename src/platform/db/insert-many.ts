import { CompiledQuery } from 'kysely';
import type { Insertable } from 'kysely';
import type { Db } from './store.ts';
import type { Tables } from './tables.ts';

/* How many rows go into one statement: few different sizes, so that few statements have to be built and prepared. */
const SIZES = [256, 64, 16, 4, 1];

/** Inserts many rows of the same shape. With `skip`, what is there already stays as it is; else it is an error. */
export type InsertMany = <T extends keyof Tables>(
  db: Db,
  table: T,
  rows: Insertable<Tables[T]>[],
  clash?: 'skip',
) => Promise<void>;

/** For bulk writing: builds each statement once and uses it again, which takes a fraction of building it anew. */
export function insertMany(): InsertMany {
  const built = new Map<string, { sql: string; columns: string[] }>();

  function statement(db: Db, table: keyof Tables, rows: object[], clash: 'skip' | undefined) {
    const name = `${table} ${rows.length} ${clash ?? ''}`;
    const before = built.get(name);
    if (before) return before;
    const plain = db.insertInto(table).values(rows as never);
    const query = clash ? plain.onConflict((conflict) => conflict.doNothing()) : plain;
    const made = { sql: query.compile().sql, columns: Object.keys(rows[0]!) };
    built.set(name, made);
    return made;
  }

  return async (db, table, rows, clash) => {
    for (let start = 0; start < rows.length;) {
      const size = SIZES.find((one) => one <= rows.length - start)!;
      const some = rows.slice(start, (start += size)) as Record<string, unknown>[];
      const { sql, columns } = statement(db, table, some, clash);
      const values = new Array<unknown>(size * columns.length);
      let at = 0;
      for (const row of some) for (const column of columns) values[at++] = row[column];
      await db.executeQuery(CompiledQuery.raw(sql, values));
    }
  };
}
