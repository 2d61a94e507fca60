import { z } from 'zod';
import { isBlank } from '../../platform/blank.ts';
import { invalid } from '../../platform/errors.ts';
import { id } from '../../platform/ids.ts';
import { personCard } from '../accounts/index.ts';

/** Numbers are 32-bit integers in the database, which refuses to compare them with larger ones. */
export const LARGEST_NUMBER = 2_147_483_647;

export const LONGEST_BODY = 20_000;

export const body = z.string().max(LONGEST_BODY);

/** A message in which nothing can be seen says nothing. */
export function refuseBlank(body: string, hasFile: boolean): void {
  if (isBlank(body) && !hasFile) throw invalid('body', 'empty', 'Write something, or add a picture or file.');
}

/** A picture or file that hangs on a message. */
export const attachmentView = z.object({
  id,
  name: z.string(),
  mime: z.string(),
  size: z.number().int().describe('Bytes.'),
  width: z.number().int().nullable(),
  height: z.number().int().nullable(),
  url: z.string(),
  previewUrl: z.string().nullable().describe('A smaller copy, for pictures.'),
});
export type AttachmentView = z.infer<typeof attachmentView>;

/** What a person says, as those who may see the conversation see it. */
export const messageView = z.object({
  communityId: id,
  conversationId: id,
  number: z.number().int().describe('Counts from 1 within the conversation, without gaps.'),
  id,
  author: personCard,
  parentNumber: z.number().int().nullable().describe('The message that this one answers.'),
  parent: z
    .object({ number: z.number().int(), author: personCard.nullable(), excerpt: z.string() })
    .nullable()
    .describe('A line of the answered message, for quoting.'),
  body: z.string().describe('Markdown; empty where the message was deleted or removed.'),
  html: z.string().describe('The body rendered; safe to show as it is.'),
  createdAt: z.number(),
  editedAt: z.number().nullable(),
  state: z
    .enum(['here', 'deleted', 'removed', 'missing'])
    .describe(
      'deleted: by its author; removed: by a host, with a reason; missing: an archive did not hold it.',
    ),
  removedReason: z.string().nullable(),
  reactions: z.array(z.object({ emoji: z.string(), people: z.array(personCard) })),
  attachments: z.array(attachmentView),
  keptAs: z
    .object({
      conversationId: id,
      number: z.number().int(),
      title: z.string(),
      by: personCard.nullable(),
      turns: z.number().int(),
    })
    .nullable()
    .describe('The thread that a stretch ending here was kept as.'),
});
export type MessageView = z.infer<typeof messageView>;
/** Whether a message still stands, or why a stone stands in its place. */
