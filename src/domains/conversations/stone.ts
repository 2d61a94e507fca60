import type { Db } from '../../platform/db/index.ts';
import { setLastExcerpt, updateMessage } from './store.ts';
import type { MessageRow } from './tables.ts';

/** Leaves a stone where a message was: words, files, reactions and mentions go, its number and answers stay. */
export async function emptyMessage(db: Db, message: MessageRow, why: Partial<MessageRow>): Promise<void> {
  await updateMessage(db, message, { body: '', html: '', has_link: 0, has_file: 0, reacted: 0, ...why });
  for (const table of ['reaction', 'mention', 'attachment'] as const) {
    await db
      .deleteFrom(table)
      .where('community_id', '=', message.community_id)
      .where('conversation_id', '=', message.conversation_id)
      .where('number', '=', message.number)
      .execute();
  }
  await setLastExcerpt(db, message, '');
}
