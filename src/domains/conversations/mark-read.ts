import { z } from 'zod';
import { verb } from '../../platform/act.ts';
import { id } from '../../platform/ids.ts';
import { defaultLevel } from './conversation-views.ts';
import { loadPlace } from './place.ts';
import { setReading } from './marks.ts';

export const markRead = verb({
  name: 'conversations.mark-read',
  does: 'Says up to which message one has read. It only ever moves forward.',
  input: z.object({ communityId: id, conversationId: id, number: z.number().int().min(0) }),
  output: z.object({ readNumber: z.number().int() }),
  load: loadPlace,
  async run({ db, me }, { communityId, conversationId, number }, { conversation }) {
    const read = Math.min(number, conversation.last_number);
    const key = { community_id: communityId, person_id: me, conversation_id: conversationId };
    const usual = { level: defaultLevel(conversation.kind), following: conversation.kind !== 'thread' };
    await setReading(db, key, { read }, usual);
    const row = await db
      .selectFrom('reading')
      .select('read_number')
      .where('community_id', '=', communityId)
      .where('person_id', '=', me)
      .where('conversation_id', '=', conversationId)
      .executeTakeFirstOrThrow();
    return { readNumber: row.read_number };
  },
});
