import type { Context } from '../../platform/act.ts';
import { prepared } from '../../platform/db/index.ts';
import { notFound } from '../../platform/errors.ts';
import { LARGEST_NUMBER } from './message.ts';
import type { ConversationRow, MessageRow } from './tables.ts';

/** A conversation as the viewer stands in it. */
export interface Place {
  conversation: ConversationRow;
  role: 'host' | 'member';
  joinedAt: number;
  me: string;
}

const findPlace = prepared((db, given: { communityId: string; conversationId: string; me: string }) =>
  db
    .selectFrom('conversation')
    .innerJoin('member', (join) =>
      join
        .onRef('member.community_id', '=', 'conversation.community_id')
        .on('member.person_id', '=', given.me),
    )
    .leftJoin('participant', (join) =>
      join
        .onRef('participant.community_id', '=', 'conversation.community_id')
        .onRef('participant.conversation_id', '=', 'conversation.id')
        .on('participant.person_id', '=', given.me),
    )
    .selectAll('conversation')
    .select(['member.role', 'member.joined_at', 'participant.person_id as taking_part'])
    .where('conversation.community_id', '=', given.communityId)
    .where('conversation.id', '=', given.conversationId),
);

/** The conversation, if the viewer is a member of its community and, where it is restricted, takes part in it. */
export async function loadPlace(
  { db, me }: Context,
  { communityId, conversationId }: { communityId: string; conversationId: string },
): Promise<Place> {
  const [row] = await findPlace(db, { communityId, conversationId, me });
  if (!row || (row.restricted && !row.taking_part)) throw notFound();
  const { role, joined_at: joinedAt, taking_part: _, ...conversation } = row;
  return { conversation, role: role as Place['role'], joinedAt, me };
}

/** A message in a conversation that the viewer may see. */
export async function loadMessage(
  context: Context,
  where: { communityId: string; conversationId: string; number: number },
): Promise<{ place: Place; message: MessageRow }> {
  const place = await loadPlace(context, where);
  const message = await context.db
    .selectFrom('message')
    .selectAll()
    .where('community_id', '=', where.communityId)
    .where('conversation_id', '=', where.conversationId)
    .where('number', '=', Math.min(where.number, LARGEST_NUMBER))
    .executeTakeFirst();
  if (!message) throw notFound();
  return { place, message };
}
