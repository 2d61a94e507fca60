import { z } from 'zod';
import { verb } from '../../platform/act.ts';
import { id } from '../../platform/ids.ts';
import { mayClose } from './access.ts';
import { conversationView } from './conversation.ts';
import { loadPlace } from './place.ts';
import { loadView } from './queries.ts';
import { updateConversation } from './store.ts';

export const close = verb({
  name: 'conversations.close',
  does: 'Closes a thread or room with a reason, or opens it again. What was said stays readable.',
  input: z.object({
    communityId: id,
    conversationId: id,
    reason: z.string().trim().min(3).max(280).nullable().describe('null opens it again.'),
  }),
  output: conversationView,
  load: loadPlace,
  may: mayClose,
  async run(context, { communityId, conversationId, reason }, { conversation }) {
    const closed = { closed_at: context.now, closed_by: context.me, closed_reason: reason };
    const open = { closed_at: null, closed_by: null, closed_reason: null };
    await updateConversation(context.db, conversation, reason === null ? open : closed);
    const kind = reason === null ? 'conversation.reopened' : 'conversation.closed';
    await context.announce({ communityId, conversationId, kind, payload: {} });
    return loadView(context, communityId, conversationId);
  },
});
