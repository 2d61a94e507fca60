import { z } from 'zod';
import { verb } from '../../platform/act.ts';
import type { Writing } from '../../platform/act.ts';
import { conflict, invalid, no, yes } from '../../platform/errors.ts';
import { fitPicture, isPicture } from '../../platform/files/index.ts';
import { id } from '../../platform/ids.ts';
import { attachmentViewOf } from './attachment.ts';
import { attachmentView } from './message.ts';
import { loadPlace } from './place.ts';
import type { Place } from './place.ts';
import type { AttachmentRow } from './tables.ts';

const WHOLE_EDGE = 2400;
const SMALL_EDGE = 720;

const named = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .transform((name) => name.replace(/[\p{Cc}/\\]/gu, '_'));

export const attach = verb({
  name: 'conversations.attach',
  does: 'Uploads a picture or file for the next message in a conversation. Pictures are drawn anew, without metadata.',
  input: z.object({
    id,
    communityId: id,
    conversationId: id,
    name: named,
    mime: z.string().max(100).default('application/octet-stream'),
    content: z.instanceof(Uint8Array),
  }),
  output: attachmentView,
  upload: true,
  limit: { times: 40, seconds: 60 },
  load: loadPlace,
  may: ({ conversation }) =>
    conversation.closed_at === null
      ? yes
      : no('closed', 'This conversation is closed. It can still be read.'),
  async alone({ me, now, services, store }, input) {
    if (input.content.length > services.config.uploadBytes) throw tooLarge(services.config.uploadBytes);
    const content = Buffer.from(input.content);
    const stored = `messages/${input.communityId}/${input.id}`;
    const shape = isPicture(input.mime) ? await keepPicture(services.files, stored, content) : undefined;
    if (!shape) await services.files.put(`${stored}/whole`, content);
    const row: AttachmentRow = {
      community_id: input.communityId,
      id: input.id,
      owner_id: me,
      conversation_id: input.conversationId,
      number: null,
      name: shape ? input.name.replace(/\.\w+$/, '') + '.webp' : input.name,
      mime: shape ? 'image/webp' : input.mime.toLowerCase(),
      size: shape?.size ?? content.length,
      width: shape?.width ?? null,
      height: shape?.height ?? null,
      preview: shape ? 1 : 0,
      position: 0,
      stored,
      created_at: now,
    };
    await store.write((db) =>
      db
        .insertInto('attachment')
        .values(row)
        .onConflict((c) => c.doNothing())
        .execute(),
    );
    return attachmentViewOf(row);
  },
});

async function keepPicture(
  files: { put(key: string, content: Buffer): Promise<void> },
  stored: string,
  content: Buffer,
) {
  const whole = await fitPicture(content, WHOLE_EDGE);
  const small = await fitPicture(content, SMALL_EDGE);
  await files.put(`${stored}/whole`, whole.content);
  await files.put(`${stored}/small`, small.content);
  return { width: whole.width, height: whole.height, size: whole.content.length };
}

const tooLarge = (bytes: number) =>
  invalid('content', 'too-large', `Files may have at most ${Math.floor(bytes / 1024 / 1024)} MB.`);

/** Hangs uploaded files on a message: only one's own, of this conversation, that hang on no other message. */
export async function hangOn(context: Writing, place: Place, number: number, ids: string[]): Promise<void> {
  for (const [position, attachmentId] of ids.entries()) {
    const { numUpdatedRows } = await context.db
      .updateTable('attachment')
      .set({ number, position })
      .where('community_id', '=', place.conversation.community_id)
      .where('id', '=', attachmentId)
      .where('conversation_id', '=', place.conversation.id)
      .where('owner_id', '=', context.me)
      .where('number', 'is', null)
      .executeTakeFirstOrThrow();
    if (numUpdatedRows !== 1n)
      throw conflict('no-such-file', 'One of the files is no longer there. Add it again.', 'attachments');
  }
}
