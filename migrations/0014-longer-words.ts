import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** SQLite tells which words there are, so that a search for the beginning of one can name those that it may mean. */
export async function up(db: Kysely<any>, engine: 'sqlite' | 'postgres'): Promise<void> {
  if (engine === 'sqlite')
    await sql.raw(`create virtual table message_words_terms using fts5vocab(message_words, row)`).execute(db);
}
