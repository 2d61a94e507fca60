import { z } from 'zod';
import { verb } from '../../platform/act.ts';
import { id } from '../../platform/ids.ts';
import { conversationView, level } from './conversation.ts';
import { defaultLevel } from './conversation-views.ts';
import { loadPlace } from './place.ts';
import { loadView } from './queries.ts';
import { setReading } from './marks.ts';

export const follow = verb({
  name: 'conversations.follow',
  does: 'Chooses how closely one follows a conversation: all, mentions or quiet; or stops following it.',
  input: z.object({
    communityId: id,
    conversationId: id,
    level: level.optional(),
    following: z.boolean().optional(),
  }),
  output: conversationView,
  load: loadPlace,
  async run(context, { communityId, conversationId, level: chosen, following }, { conversation }) {
    const key = { community_id: communityId, person_id: context.me, conversation_id: conversationId };
    const usual = { level: following ? 'all' : defaultLevel(conversation.kind), following: true };
    const change = { level: chosen ?? (following ? 'all' : undefined), following, why: 'chose' };
    await setReading(context.db, key, change, usual);
    return loadView(context, communityId, conversationId);
  },
});
