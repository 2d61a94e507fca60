import { z } from 'zod';
import { verb } from '../../platform/act.ts';
import { id } from '../../platform/ids.ts';
import { mayBringIn } from './access.ts';
import { loadPlace } from './place.ts';
import { removeParticipant, threadsKeptFrom } from './store.ts';

export const leaveRoom = verb({
  name: 'conversations.leave-room',
  does: 'Leaves a restricted room. One of those in it can bring one in again.',
  input: z.object({ communityId: id, conversationId: id }),
  output: z.object({ left: z.literal(true) }),
  load: loadPlace,
  may: mayBringIn,
  async run({ db, me, announce }, { communityId, conversationId }) {
    for (const one of [conversationId, ...(await threadsKeptFrom(db, communityId, conversationId))]) {
      await removeParticipant(db, communityId, one, me);
      const fact = { communityId, conversationId: one };
      await announce({ ...fact, kind: 'conversation.left', payload: { personId: me } });
      await announce({ ...fact, kind: 'conversation.changed', payload: {} });
    }
    return { left: true as const };
  },
});
