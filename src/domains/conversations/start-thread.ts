import { z } from 'zod';
import { verb } from '../../platform/act.ts';
import { id } from '../../platform/ids.ts';
import { loadMembership } from '../communities/index.ts';
import { conversationView } from './conversation.ts';
import { isNewcomer } from './newcomer.ts';
import { loadView } from './queries.ts';
import { said, say } from './send-message.ts';
import { findConversation, insertConversation } from './store.ts';

export const threadTitle = z.string().trim().min(3).max(160);

export const startThread = verb({
  name: 'conversations.start-thread',
  does: 'Starts a thread: a titled conversation meant to last, with its first message.',
  input: z.object({
    id,
    communityId: id,
    title: threadTitle,
    message: said.omit({ parentNumber: true }),
  }),
  output: conversationView,
  limit: { times: 20, seconds: 600 },
  load: (context, { communityId }) => loadMembership(context, communityId),
  async run(context, { communityId, id: threadId, title, message }, membership) {
    if (!(await findConversation(context.db, communityId, threadId))) {
      const conversation = await insertConversation(context.db, {
        id: threadId,
        community_id: communityId,
        kind: 'thread',
        title,
        created_at: context.now,
        created_by: context.me,
        by_newcomer: isNewcomer(membership.joinedAt, context.now) ? 1 : 0,
      });
      await context.announce({
        communityId,
        conversationId: threadId,
        kind: 'conversation.opened',
        payload: {},
      });
      const place = { conversation, role: membership.role, joinedAt: membership.joinedAt, me: context.me };
      await say(context, place, { ...message, parentNumber: null });
    }
    return loadView(context, communityId, threadId);
  },
});
