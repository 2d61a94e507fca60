import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/**
 * What somebody has read lies together on SQLite, and how far each conversation goes stands in an index, so that the
 * overview of what is new need not fetch every thread that one follows. PostgreSQL keeps enough at hand for either.
 */
export async function up(db: Kysely<any>, engine: 'sqlite' | 'postgres'): Promise<void> {
  if (engine === 'postgres') return;
  for (const statement of [
    `create table reading_by_person (
      community_id text not null, person_id text not null, conversation_id text not null,
      read_number integer not null, level text not null, following integer not null, why text not null,
      primary key (community_id, person_id, conversation_id)) without rowid`,
    `insert into reading_by_person
      select community_id, person_id, conversation_id, read_number, level, following, why from reading
      order by community_id, person_id, conversation_id`,
    `drop table reading`,
    `alter table reading_by_person rename to reading`,
    `create index reading_conversation on reading (community_id, conversation_id)`,
    `create index conversation_turns on conversation (community_id, id, last_number)`,
  ]) {
    await sql.raw(statement).execute(db);
  }
}
