import { z } from 'zod';
import { verb } from '../../platform/act.ts';
import { invalid } from '../../platform/errors.ts';
import { id } from '../../platform/ids.ts';
import { isMember } from '../communities/index.ts';
import { mayBringIn } from './access.ts';
import { conversationView } from './conversation.ts';
import { loadPlace } from './place.ts';
import { loadView } from './queries.ts';
import { addParticipants, threadsKeptFrom } from './store.ts';

export const bringIn = verb({
  name: 'conversations.bring-in',
  does: 'Brings another member into a restricted room. They see all that was said there.',
  input: z.object({ communityId: id, conversationId: id, personId: id }),
  output: conversationView,
  load: loadPlace,
  may: mayBringIn,
  async run(context, { communityId, conversationId, personId }, { conversation }) {
    if (!(await isMember(context.db, communityId, personId))) {
      throw invalid('personId', 'not-a-member', 'Only members can be brought in.');
    }
    for (const one of [conversationId, ...(await threadsKeptFrom(context.db, communityId, conversationId))]) {
      await addParticipants(context.db, { ...conversation, id: one }, [personId], context.now);
      const fact = { communityId, conversationId: one };
      await context.announce({ ...fact, kind: 'conversation.brought-in', payload: { personId } });
    }
    return loadView(context, communityId, conversationId);
  },
});
