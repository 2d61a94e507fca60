import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/**
 * What one follows and has read to its end in a conversation that is long over need not be looked at for what is new:
 * a reading says so, and the conversation that some do, so that whoever speaks in it again wakes them.
 */
export async function up(db: Kysely<any>, engine: 'sqlite' | 'postgres'): Promise<void> {
  for (const statement of [
    `alter table reading add column settled integer not null default 0`,
    `alter table conversation add column at_rest integer not null default 0`,
    `create index reading_open on reading (community_id, person_id, conversation_id)
      where following = 1 and settled = 0`,
    // How far each conversation goes is only asked of a few now.
    ...(engine === 'sqlite' ? [`drop index conversation_turns`] : []),
  ]) {
    await sql.raw(statement).execute(db);
  }
}
