import { sql } from 'kysely';
import { z } from 'zod';
import { read } from '../../platform/act.ts';
import type { Context } from '../../platform/act.ts';
import { conversationView } from './conversation.ts';
import type { ConversationView } from './conversation.ts';
import { conversationViews, seenBy, unreadMentions } from './conversation-views.ts';
import { prepared, preparedList } from '../../platform/db/index.ts';

const PAGE = 50;

export const listUnread = read({
  name: 'conversations.list-unread',
  does: 'Conversations with something new in all one’s communities: what is addressed to one first, then by latest turn.',
  steady: true,
  input: z.object({ limit: z.number().int().min(1).max(200).default(PAGE) }),
  output: z.object({ conversations: z.array(conversationView), more: z.boolean() }),
  async run(context, { limit }) {
    const found: ConversationView[] = [];
    for (const communityId of await myCommunities(context)) {
      found.push(...(await unreadIn(context, communityId, limit + 1)));
    }
    found.sort((a, b) => Number(b.mine.mentions > 0) - Number(a.mine.mentions > 0) || b.lastAt - a.lastAt);
    return { conversations: found.slice(0, limit), more: found.length > limit };
  },
});

async function unreadIn(context: Context, communityId: string, limit: number): Promise<ConversationView[]> {
  const mine = { communityId, me: context.me };
  const ids = [...new Set((await mayBeNew(context.db, mine)).map((row) => row.id))];
  const rows = ids.length ? await newAmong(context.db, mine, ids) : [];
  rows.sort((a, b) => Number(b.mentions! > 0) - Number(a.mentions! > 0) || b.last_at - a.last_at);
  return conversationViews(context.db, rows.slice(0, limit));
}

interface Mine {
  communityId: string;
  me: string;
}

/**
 * Only these need to be looked at, however many threads there are: a thread is heard by who follows it or is named. Of
 * what one has followed over the years nearly all is read and long over, which is settled and not even looked up.
 */
const mayBeNew = prepared((db, { communityId, me }: Mine) => ({
  compile: () =>
    sql<{ id: string }>`
  select id from conversation where community_id = ${communityId} and kind = 'room'
  union all select id from conversation where community_id = ${communityId} and kind = 'discussion'
  union all select participant.conversation_id from participant left join reading
      on reading.community_id = participant.community_id and reading.person_id = participant.person_id
        and reading.conversation_id = participant.conversation_id
    where participant.community_id = ${communityId} and participant.person_id = ${me}
      and coalesce(reading.settled, 0) = 0
  union all select reading.conversation_id from reading cross join conversation
    where reading.community_id = ${communityId} and reading.person_id = ${me}
      and reading.following = 1 and reading.settled = 0
      and conversation.community_id = reading.community_id and conversation.id = reading.conversation_id
      and conversation.last_number > reading.read_number
  union all select mention.conversation_id from mention left join reading
      on reading.community_id = mention.community_id and reading.person_id = mention.person_id
        and reading.conversation_id = mention.conversation_id
    where mention.community_id = ${communityId} and mention.person_id = ${me}
      and mention.number > coalesce(reading.read_number, 0)`.compile(db),
}));

const newAmong = preparedList((db, { communityId, me }: Mine, ids: string[]) =>
  seenBy(db, communityId, me).where('conversation.id', 'in', ids).where(somethingNew(me)),
);

/** Something was said since, in what one hears in full, or one was named in it. What is quiet stays quiet. */
const somethingNew = (me: string) => sql<boolean>`
  conversation.last_number > coalesce(reading.read_number, 0)
  and coalesce(reading.level, '') <> 'quiet'
  and ((coalesce(reading.following, case when conversation.kind = 'thread' then 0 else 1 end) = 1
        and coalesce(reading.level, 'all') = 'all')
    or ${unreadMentions(me)} > 0)`;

async function myCommunities(context: Context): Promise<string[]> {
  const rows = await context.db
    .selectFrom('member')
    .select('community_id')
    .where('person_id', '=', context.me)
    .execute();
  return rows.map((row) => row.community_id);
}
