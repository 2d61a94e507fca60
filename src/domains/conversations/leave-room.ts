import { z } from 'zod';
import { verb } from '../../platform/act.ts';
import { id } from '../../platform/ids.ts';
import { mayBringIn } from './access.ts';
import { loadPlace } from './place.ts';
import { removeParticipant } from './store.ts';

export const leaveRoom = verb({
  name: 'conversations.leave-room',
  does: 'Leaves a restricted room. One of those in it can bring one in again.',
  input: z.object({ communityId: id, conversationId: id }),
  output: z.object({ left: z.literal(true) }),
  load: loadPlace,
  may: mayBringIn,
  async run({ db, me, announce }, { communityId, conversationId }) {
    await removeParticipant(db, communityId, conversationId, me);
    await announce({ communityId, conversationId, kind: 'conversation.left', payload: { personId: me } });
    return { left: true as const };
  },
});
