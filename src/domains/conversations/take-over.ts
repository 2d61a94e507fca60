import { setImmediate as letOthers } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Db } from '../../platform/db/index.ts';
import { renewTalkOf } from './renew.ts';

/**
 * Makes one person the author of all that another one said, started and reacted to in a community, and lets them
 * into the restricted conversations where that was. What the other had been told or had read is forgotten.
 */
export async function takeOver(
  db: Db,
  { communityId, from, to, at }: { communityId: string; from: string; to: string; at: number },
): Promise<void> {
  await letIn(db, communityId, from, to, at);
  await renewTalkOf(db, communityId, from);
  await takeMessages(db, communityId, from, to);
  await sql`update attachment set owner_id = ${to}
    where community_id = ${communityId} and owner_id = ${from}`.execute(db);
  await sql`update conversation set created_by = ${to}
    where community_id = ${communityId} and created_by = ${from}`.execute(db);
  await sql`update conversation set last_author_id = ${to}
    where community_id = ${communityId} and last_author_id = ${from}`.execute(db);
  await takeReactions(db, communityId, from, to);
}

async function letIn(db: Db, communityId: string, from: string, to: string, at: number): Promise<void> {
  await sql`insert into participant (community_id, conversation_id, person_id, added_at)
    select distinct message.community_id, message.conversation_id, ${to}, cast(${at} as bigint) from message
    join conversation on conversation.community_id = message.community_id and conversation.id = message.conversation_id
    where message.community_id = ${communityId} and message.author_id = ${from}
      and conversation.restricted = 1
    on conflict do nothing`.execute(db);
}

const AT_ONCE = 1000;

/** Each goes into the index of words anew, which takes its time on SQLite: so others are answered in between. */
async function takeMessages(db: Db, communityId: string, from: string, to: string): Promise<void> {
  const said = await db
    .selectFrom('message')
    .select('id')
    .where('community_id', '=', communityId)
    .where('author_id', '=', from)
    .execute();
  for (let at = 0; at < said.length; at += AT_ONCE) {
    if (at > 0) await letOthers();
    const ids = said.slice(at, at + AT_ONCE).map(({ id }) => id);
    await db
      .updateTable('message')
      .set({ author_id: to })
      .where('community_id', '=', communityId)
      .where('id', 'in', ids)
      .execute();
  }
}

/** Where both had put the same emoji on a message, one stays. */
async function takeReactions(db: Db, communityId: string, from: string, to: string): Promise<void> {
  await sql`delete from reaction where community_id = ${communityId} and person_id = ${from} and exists (
    select 1 from reaction other where other.community_id = reaction.community_id
      and other.conversation_id = reaction.conversation_id and other.number = reaction.number
      and other.emoji = reaction.emoji and other.person_id = ${to})`.execute(db);
  await sql`update reaction set person_id = ${to}
    where community_id = ${communityId} and person_id = ${from}`.execute(db);
}
