import { sql } from 'kysely';
import type { Kysely } from 'kysely';

type Engine = 'sqlite' | 'postgres';

/** What came from where, so that an archive can be brought twice and adds nothing the second time. */
export async function up(db: Kysely<any>, engine: Engine): Promise<void> {
  // Rows of many and short columns, always found by their key: SQLite then keeps them in the key's order.
  const byKey = engine === 'sqlite' ? ' without rowid' : '';
  for (const statement of [
    `create table import_source (
      community_id text not null, source text not null, kind text not null, key text not null, target_id text not null,
      aside text, primary key (community_id, source, kind, key))${byKey}`,
    `create index import_source_target on import_source (community_id, target_id)`,
    `create table import_message (
      community_id text not null, conversation_id text not null, key text not null, number integer not null,
      stub integer not null, aside text, primary key (community_id, conversation_id, key))${byKey}`,
    `create table import_run (
      community_id text not null, id text not null, source text not null, started_by text not null,
      started_at bigint not null, state text not null, progress text, report text, finished_at bigint,
      primary key (community_id, id))`,
    `create table author_claim (
      community_id text not null, person_id text not null, claimed_by text not null, note text not null,
      made_at bigint not null, primary key (community_id, person_id, claimed_by))`,
  ]) {
    await sql.raw(statement).execute(db);
  }
}
