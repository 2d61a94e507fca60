import { z } from 'zod';
import { verb } from '../../platform/act.ts';
import { id } from '../../platform/ids.ts';
import { mayRunRooms } from './access.ts';
import { messageView } from './message.ts';
import { findMessageView } from './message-views.ts';
import { loadMessage } from './place.ts';
import { emptyMessage } from './stone.ts';

export const removeMessage = verb({
  name: 'conversations.remove-message',
  does: 'As a host, removes a message, with a reason that stands in its place.',
  input: z.object({
    communityId: id,
    conversationId: id,
    number: z.number().int().min(1),
    reason: z.string().trim().min(3).max(280),
  }),
  output: messageView,
  load: loadMessage,
  may: ({ place }) => mayRunRooms(place),
  async run({ db, announce, me }, { communityId, conversationId, number, reason }, { message }) {
    if (message.state === 'here') {
      const why = { state: 'removed', removed_by: me, removed_reason: reason };
      await emptyMessage(db, message, why);
      await announce({ communityId, conversationId, kind: 'message.removed', payload: { number } });
    }
    return (await findMessageView(db, communityId, conversationId, number))!;
  },
});
