import { prepared } from '../../platform/db/index.ts';
import type { Db } from '../../platform/db/index.ts';

const seeing = prepared((db, given: { communityId: string; conversationId: string }) =>
  db
    .selectFrom('conversation')
    .leftJoin('participant', (join) =>
      join
        .onRef('participant.community_id', '=', 'conversation.community_id')
        .onRef('participant.conversation_id', '=', 'conversation.id'),
    )
    .select(['restricted', 'participant.person_id'])
    .where('conversation.community_id', '=', given.communityId)
    .where('conversation.id', '=', given.conversationId),
);

/** Who may see a conversation: null for every member, else its participants. */
export async function audienceOf(
  db: Db,
  communityId: string,
  conversationId: string,
): Promise<ReadonlySet<string> | null> {
  const rows = await seeing(db, { communityId, conversationId });
  if (rows.length && !rows[0]!.restricted) return null;
  return new Set(rows.map((row) => row.person_id).filter((one) => one !== null));
}

/** Who hears what a person does in a conversation; false when that person may not see it. */
export async function hearersOf(
  db: Db,
  personId: string,
  communityId: string,
  conversationId: string,
): Promise<ReadonlySet<string> | null | false> {
  const audience = await audienceOf(db, communityId, conversationId);
  return audience && !audience.has(personId) ? false : audience;
}
