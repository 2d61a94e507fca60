import { sql } from 'kysely';
import type { Db } from '../../platform/db/index.ts';

/** Marks the conversations as changed in which a person has spoken or reacted, or that they kept something from. */
export async function renewTalkOf(db: Db, communityId: string, personId: string): Promise<void> {
  await sql`update conversation set version = version + 1 where community_id = ${communityId} and id in (
    select conversation_id from message where community_id = ${communityId} and author_id = ${personId}
    union select conversation_id from reaction where community_id = ${communityId} and person_id = ${personId}
    union select kept_from_id from conversation
      where community_id = ${communityId} and created_by = ${personId} and kept_from_id is not null)`.execute(
    db,
  );
}
