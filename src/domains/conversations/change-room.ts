import { z } from 'zod';
import { verb } from '../../platform/act.ts';
import { id } from '../../platform/ids.ts';
import { mayChange } from './access.ts';
import { conversationView } from './conversation.ts';
import { refuseTakenSlug, roomSlug } from './open-room.ts';
import { loadPlace } from './place.ts';
import { loadView } from './queries.ts';
import { updateConversation } from './store.ts';

export const changeRoom = verb({
  name: 'conversations.change-room',
  does: 'Changes the title, the description or the address of a room, or the title of a thread.',
  input: z.object({
    communityId: id,
    conversationId: id,
    title: z.string().trim().min(1).max(160).optional(),
    about: z.string().trim().max(280).optional(),
    slug: roomSlug.optional().describe('Rooms only.'),
  }),
  output: conversationView,
  load: loadPlace,
  may: mayChange,
  async run(context, { communityId, conversationId, slug, ...change }, { conversation }) {
    const isRoom = conversation.kind === 'room';
    if (isRoom && slug && slug !== conversation.slug) await refuseTakenSlug(context, communityId, slug);
    const changes = { ...change, ...(slug && isRoom ? { slug } : {}) };
    if (Object.keys(changes).length) await updateConversation(context.db, conversation, changes);
    await context.announce({ communityId, conversationId, kind: 'conversation.changed', payload: {} });
    return loadView(context, communityId, conversationId);
  },
});
