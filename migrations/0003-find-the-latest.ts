import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** Ways to the newest of something, so that a list of the latest costs the same however much there is. */
export async function up(db: Kysely<any>): Promise<void> {
  for (const statement of [
    `create index message_time on message (community_id, created_at)`,
    `create index message_links on message (community_id, created_at) where has_link = 1`,
    `create index message_files on message (community_id, created_at) where has_file = 1`,
    `create index message_reacted on message (community_id, created_at) where reacted = 1`,
    `create index conversation_waiting on conversation (community_id, created_at)
      where answered = 0 and by_newcomer = 1 and closed_at is null`,
    `drop index participant_person`,
    `create index participant_person on participant (community_id, person_id, conversation_id)`,
    `create index mention_message on mention (community_id, conversation_id, number)`,
    `create index attachment_stored on attachment (community_id, stored)`,
    `create index attachment_owner on attachment (community_id, owner_id, size)`,
    `create index attachment_unsent on attachment (created_at) where number is null`,
    `create index person_picture on person (picture) where picture is not null`,
    // Reactions that were all taken off left their mark.
    `update message set reacted = 0 where reacted = 1 and not exists (
      select 1 from reaction where reaction.community_id = message.community_id
        and reaction.conversation_id = message.conversation_id and reaction.number = message.number)`,
  ]) {
    await sql.raw(statement).execute(db);
  }
}
