import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/**
 * A direct is found by the people whom it was opened for, while all of them are in it. `direct_of` holds their ids in
 * order; it is empty once one of them has gone.
 */
export async function up(db: Kysely<any>): Promise<void> {
  await sql`alter table conversation add column direct_of text`.execute(db);
  for (const [where, people] of await peopleOfDirects(db)) {
    const [communityId, conversationId] = where.split(' ');
    await sql`update conversation set direct_of = ${people.join(' ')}
      where community_id = ${communityId} and id = ${conversationId}`.execute(db);
  }
  await sql`create unique index conversation_direct on conversation (community_id, direct_of)`.execute(db);
}

/** Directs in which all are who ever spoke there; of two with the same people, the later one. */
async function peopleOfDirects(db: Kysely<any>): Promise<Map<string, string[]>> {
  const { rows } = await sql<{ community_id: string; id: string; person_id: string; gone: number }>`
    select conversation.community_id, conversation.id, participant.person_id, (
      select count(*) from message where message.community_id = conversation.community_id
        and message.conversation_id = conversation.id and message.author_id not in (
          select other.person_id from participant other where other.community_id = conversation.community_id
            and other.conversation_id = conversation.id)) as gone
    from conversation join participant on participant.community_id = conversation.community_id
      and participant.conversation_id = conversation.id
    where conversation.kind = 'direct' order by conversation.created_at, participant.person_id`.execute(db);
  const whole = rows.filter((row) => Number(row.gone) === 0);
  const byDirect = Map.groupBy(whole, (row) => `${row.community_id} ${row.id}`);
  const byPeople = new Map<string, [string, string[]]>();
  for (const [where, list] of byDirect) {
    const people = list.map((row) => row.person_id);
    if (people.length > 1) byPeople.set(`${list[0]!.community_id} ${people.join(' ')}`, [where, people]);
  }
  return new Map(byPeople.values());
}
