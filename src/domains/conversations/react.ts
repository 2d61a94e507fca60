import { z } from 'zod';
import { verb } from '../../platform/act.ts';
import type { Db } from '../../platform/db/index.ts';
import { conflict } from '../../platform/errors.ts';
import { id } from '../../platform/ids.ts';
import { mayReact } from './access.ts';
import { messageView } from './message.ts';
import { findMessageView } from './message-views.ts';
import { loadMessage } from './place.ts';
import { updateMessage } from './store.ts';
import type { MessageRow } from './tables.ts';

const MOST_KINDS = 20;

const emoji = z.string().regex(/^\p{RGI_Emoji}$/v, 'one emoji');

export const react = verb({
  name: 'conversations.react',
  does: 'Puts an emoji on a message, or takes one’s own off again.',
  input: z.object({
    communityId: id,
    conversationId: id,
    number: z.number().int().min(1),
    emoji,
    on: z.boolean().default(true).describe('false takes it off.'),
  }),
  output: messageView,
  load: loadMessage,
  may: ({ message }) => mayReact(message),
  async run(
    { db, announce, me, now },
    { communityId, conversationId, number, emoji: sign, on },
    { message },
  ) {
    const changed = on ? await putOn(db, message, sign, me, now) : await takeOff(db, message, sign, me);
    if (changed) {
      await updateMessage(db, message, { reacted: 1 }); // Others who react to it wait from here on.
      if (!on && !(await isReacted(db, message))) await updateMessage(db, message, { reacted: 0 });
      await announce({ communityId, conversationId, kind: 'message.reacted', payload: { number } });
    }
    return (await findMessageView(db, communityId, conversationId, number))!;
  },
});

async function putOn(db: Db, message: MessageRow, sign: string, me: string, at: number): Promise<boolean> {
  const kinds = await on(db, message).select('emoji').distinct().execute();
  if (kinds.length >= MOST_KINDS && !kinds.some((kind) => kind.emoji === sign)) {
    throw conflict('enough-emoji', `A message carries at most ${MOST_KINDS} different emoji.`);
  }
  const { community_id, conversation_id, number } = message;
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('reaction')
    .values({ community_id, conversation_id, number, emoji: sign, person_id: me, at })
    .onConflict((clash) => clash.doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

async function takeOff(db: Db, message: MessageRow, sign: string, me: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('reaction')
    .where('community_id', '=', message.community_id)
    .where('conversation_id', '=', message.conversation_id)
    .where('number', '=', message.number)
    .where('emoji', '=', sign)
    .where('person_id', '=', me)
    .executeTakeFirstOrThrow();
  return numDeletedRows === 1n;
}

const isReacted = async (db: Db, message: MessageRow): Promise<boolean> =>
  (await on(db, message).select('emoji').limit(1).executeTakeFirst()) !== undefined;

const on = (db: Db, message: MessageRow) =>
  db
    .selectFrom('reaction')
    .where('community_id', '=', message.community_id)
    .where('conversation_id', '=', message.conversation_id)
    .where('number', '=', message.number);
