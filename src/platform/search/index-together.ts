import { sql } from 'kysely';
import type { Db, Engine } from '../db/index.ts';

/**
 * Runs inserts of very many rows, inside a write, and puts their words into the index at its end, which takes SQLite
 * a good deal less than row by row. Nobody else sees the rows before.
 */
export async function indexTogether(
  db: Db,
  engine: Engine,
  what: 'message',
  insert: () => Promise<void>,
): Promise<void> {
  if (engine !== 'sqlite') return insert();
  const table = sql.table(what);
  await sql`insert into message_words_held (held) values (1)`.execute(db);
  const { rows } = await sql<{ last: number | null }>`select max(rowid) as last from ${table}`.execute(db);
  await insert();
  await sql`insert into message_words (rowid, place, body)
    select id, place, body from message_word_source where id > ${rows[0]?.last ?? 0}`.execute(db);
  await sql`delete from message_words_held`.execute(db);
}

/** What SQLite's search takes for the newest, it was given last: rows that come from elsewhere go in by these columns. */
export const timeOrder: Partial<Record<string, string>> = {
  message: 'created_at',
  conversation: 'created_at',
};
