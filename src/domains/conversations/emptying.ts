import { sql } from 'kysely';
import type { Writing } from '../../platform/act.ts';
import type { Db } from '../../platform/db/index.ts';

/** Leaves a stone in the place of everything that a person has said in a community, and tells of each. */
export async function emptyMessages(
  { db, announce }: Pick<Writing, 'db' | 'announce'>,
  communityId: string,
  personId: string,
): Promise<void> {
  const said = await db
    .selectFrom('message')
    .select(['conversation_id', 'number'])
    .where('community_id', '=', communityId)
    .where('author_id', '=', personId)
    .where('state', '=', 'here')
    .orderBy('conversation_id')
    .orderBy('number')
    .execute();
  await takeWhatHangsOn(db, communityId, personId);
  await db
    .updateTable('message')
    .set({ body: '', html: '', has_link: 0, has_file: 0, reacted: 0, state: 'deleted' })
    .where('community_id', '=', communityId)
    .where('author_id', '=', personId)
    .where('state', '=', 'here')
    .execute();
  await db
    .updateTable('conversation')
    .set({ last_excerpt: '' })
    .where('community_id', '=', communityId)
    .where('last_author_id', '=', personId)
    .execute();
  for (const { conversation_id: conversationId, number } of said)
    await announce({ communityId, conversationId, kind: 'message.deleted', payload: { number } });
}

async function takeWhatHangsOn(db: Db, communityId: string, personId: string): Promise<void> {
  for (const table of ['reaction', 'mention', 'attachment'] as const) {
    await sql`delete from ${sql.table(table)} where community_id = ${communityId} and exists (
      select 1 from message where message.community_id = ${sql.table(table)}.community_id
        and message.conversation_id = ${sql.table(table)}.conversation_id
        and message.number = ${sql.table(table)}.number and message.author_id = ${personId})`.execute(db);
  }
}

/** Takes off all reactions of a person; messages that nobody else reacted to are no longer marked as reacted to. */
export async function forgetReactions(db: Db, communityId: string, personId: string): Promise<void> {
  const gone = await db
    .deleteFrom('reaction')
    .where('community_id', '=', communityId)
    .where('person_id', '=', personId)
    .returning(['conversation_id', 'number'])
    .execute();
  for (const { conversation_id, number } of gone) {
    await sql`update message set reacted = 0 where community_id = ${communityId}
      and conversation_id = ${conversation_id} and number = ${number} and not exists (
        select 1 from reaction where reaction.community_id = message.community_id
          and reaction.conversation_id = message.conversation_id and reaction.number = message.number)`.execute(
      db,
    );
  }
}
