import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/**
 * Whoever writes very many messages at once may hold back the trigger that puts each one's words into SQLite's index,
 * and put them all in together. It holds no row but inside such a transaction. PostgreSQL keeps its index by itself.
 */
export async function up(db: Kysely<any>, engine: 'sqlite' | 'postgres'): Promise<void> {
  if (engine === 'postgres') return;
  for (const statement of [
    `create table message_words_held (held integer not null)`,
    `drop trigger message_words_in`,
    `create trigger message_words_in after insert on message
      when new.body <> '' and not exists (select 1 from message_words_held) begin
      insert into message_words (rowid, body) values (new.rowid, new.body); end`,
  ]) {
    await sql.raw(statement).execute(db);
  }
}
