import { z } from 'zod';
import { verb } from '../../platform/act.ts';
import { id } from '../../platform/ids.ts';
import { mayDelete } from './access.ts';
import { messageView } from './message.ts';
import { findMessageView } from './message-views.ts';
import { loadMessage } from './place.ts';
import { emptyMessage } from './stone.ts';

export const deleteMessage = verb({
  name: 'conversations.delete-message',
  does: 'Deletes one’s own message. Its place and its answers stay; its words and files are gone.',
  input: z.object({ communityId: id, conversationId: id, number: z.number().int().min(1) }),
  output: messageView,
  load: loadMessage,
  may: ({ message }, _input, me) => mayDelete(message, me),
  async run({ db, announce }, { communityId, conversationId, number }, { message }) {
    if (message.state === 'here') {
      await emptyMessage(db, message, { state: 'deleted' });
      await announce({ communityId, conversationId, kind: 'message.deleted', payload: { number } });
    }
    return (await findMessageView(db, communityId, conversationId, number))!;
  },
});
