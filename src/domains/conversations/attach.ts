import { z } from 'zod';
import { verb } from '../../platform/act.ts';
import type { Writing } from '../../platform/act.ts';
import type { Db } from '../../platform/db/index.ts';
import { conflict, invalid, no, yes } from '../../platform/errors.ts';
import { id, newId } from '../../platform/ids.ts';
import { loadMembership } from '../communities/index.ts';
import { attachmentViewOf, NONE_YET } from './attachment.ts';
import { keepFile } from './keep-file.ts';
import type { KeptFile } from './keep-file.ts';
import { attachmentView } from './message.ts';
import type { AttachmentView } from './message.ts';
import { loadPlace } from './place.ts';
import type { Place } from './place.ts';
import { refuseBeyondSpace } from './space.ts';
import type { AttachmentRow } from './tables.ts';

const named = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .transform((name) => name.replace(/[\p{Cc}/\\]/gu, '_'));

export const attach = verb({
  name: 'conversations.attach',
  does:
    'Uploads a picture or file for the next message in a conversation; without one, for the first message of a thread. ' +
    'Pictures are drawn anew, without metadata.',
  input: z.object({
    id,
    communityId: id,
    conversationId: id.optional(),
    name: named,
    mime: z.string().max(100).default('application/octet-stream'),
    content: z.instanceof(Uint8Array),
  }),
  output: attachmentView,
  upload: true,
  limit: { times: 40, seconds: 60, together: true },
  load: async (context, { communityId, conversationId }) => {
    if (conversationId !== undefined) return loadPlace(context, { communityId, conversationId });
    await loadMembership(context, communityId);
    return null;
  },
  may: (place) =>
    place === null || place.conversation.closed_at === null
      ? yes
      : no('closed', 'This conversation is closed. It can still be read.'),
  async alone(context, input) {
    const { me, now, services, store } = context;
    const { uploadBytes } = services.config;
    if (input.content.length > uploadBytes) throw tooLarge(uploadBytes);
    const before = await uploadedBefore(store.read, me, input);
    if (before) return before;
    const whose = { communityId: input.communityId, personId: me };
    await refuseBeyondSpace(store.read, services.config, { ...whose, more: input.content.length });
    // Under a key of its own, so that an id sent again never writes over a file that is there.
    const kept = await keepFile(services.files, { ...input, id: newId() }, now);
    await store.write((db) => insert(db, me, input, kept));
    return (await uploadedBefore(store.read, me, input))!;
  },
});

interface Upload {
  id: string;
  communityId: string;
  conversationId?: string;
}

async function insert(db: Db, me: string, upload: Upload, kept: KeptFile): Promise<void> {
  const row: AttachmentRow = {
    ...kept,
    id: upload.id,
    community_id: upload.communityId,
    owner_id: me,
    conversation_id: upload.conversationId ?? NONE_YET,
    number: null,
    position: 0,
  };
  await db
    .insertInto('attachment')
    .values(row)
    .onConflict((clash) => clash.doNothing())
    .execute();
}

/** One's own upload with this id; throws where the id is anything else's. */
async function uploadedBefore(db: Db, me: string, input: Upload): Promise<AttachmentView | undefined> {
  const row = await db
    .selectFrom('attachment')
    .selectAll()
    .where('community_id', '=', input.communityId)
    .where('id', '=', input.id)
    .executeTakeFirst();
  if (row && (row.owner_id !== me || row.conversation_id !== (input.conversationId ?? NONE_YET))) {
    throw conflict('id-taken', 'Another file has this id already.', 'id');
  }
  return row && attachmentViewOf(row);
}

const tooLarge = (bytes: number) =>
  invalid('content', 'too-large', `Files may have at most ${Math.floor(bytes / 1024 / 1024)} MB.`);

/** Hangs uploaded files on a message: only one's own, for this conversation or none yet, that hang on no other message. */
export async function hangOn(context: Writing, place: Place, number: number, ids: string[]): Promise<void> {
  for (const [position, attachmentId] of ids.entries()) {
    const { numUpdatedRows } = await context.db
      .updateTable('attachment')
      .set({ conversation_id: place.conversation.id, number, position })
      .where('community_id', '=', place.conversation.community_id)
      .where('id', '=', attachmentId)
      .where('conversation_id', 'in', [NONE_YET, place.conversation.id])
      .where('owner_id', '=', context.me)
      .where('number', 'is', null)
      .executeTakeFirstOrThrow();
    if (numUpdatedRows !== 1n)
      throw conflict('no-such-file', 'One of the files is no longer there. Add it again.', 'attachments');
  }
}
