import { z } from 'zod';
import { verb } from '../../platform/act.ts';
import type { Context, Writing } from '../../platform/act.ts';
import { prepared, together } from '../../platform/db/index.ts';
import { conflict, invalid, yes } from '../../platform/errors.ts';
import { id } from '../../platform/ids.ts';
import { membersByHandle } from '../communities/index.ts';
import { mayWrite } from './access.ts';
import { hangOn } from './attach.ts';
import { audienceOf } from './audience.ts';
import { setReading } from './marks.ts';
import { body, messageView, refuseBlank } from './message.ts';
import type { MessageView } from './message.ts';
import { findMessageView, viewOfNew } from './message-views.ts';
import { loadPlace } from './place.ts';
import type { Place } from './place.ts';
import { insertMentions, insertMessage, updateConversation, wholeMessage } from './store.ts';
import { mentionedHandles, render } from './text.ts';

export const MOST_ATTACHMENTS = 10;

/** What goes into a conversation, whichever verb puts it there. */
export const said = z.object({
  id,
  body: body.default(''),
  parentNumber: z
    .number()
    .int()
    .min(1)
    .nullable()
    .default(null)
    .describe('The message that this one answers.'),
  attachments: z.array(id).max(MOST_ATTACHMENTS).default([]).describe('Uploaded before with attach.'),
});
export type Said = z.output<typeof said>;

export const sendMessage = verb({
  name: 'conversations.send-message',
  does: 'Says something in a conversation. Sending the same id again returns the stored message.',
  input: said.extend({ communityId: id, conversationId: id }),
  output: messageView,
  limit: { times: 60, seconds: 60 },
  // What was sent before stays said, also where the conversation has been closed since.
  load: async (context, input) => {
    const [place, [row]] = await together([loadPlace(context, input), byId(context.db, input)]);
    return { place, before: await sentBefore(context, place, row) };
  },
  may: ({ place, before }) => (before ? yes : mayWrite(place)),
  run: async (context, input, { place, before }) => before ?? putInto(context, place, input),
});

/** Says it, unless it was said before. */
export async function say(context: Writing, place: Place, words: Said): Promise<MessageView> {
  const [row] = await byId(context.db, { communityId: place.conversation.community_id, id: words.id });
  return (await sentBefore(context, place, row)) ?? putInto(context, place, words);
}

/** Stores the message with its mentions and attachments, marks it read for its author, and announces it. */
async function putInto(context: Writing, place: Place, words: Said): Promise<MessageView> {
  const { community_id: communityId, id: conversationId } = place.conversation;
  refuseBlank(words.body, words.attachments.length > 0);
  if ((words.parentNumber ?? 0) > place.conversation.last_number) {
    throw invalid('parentNumber', 'no-such-message', 'The message that this answers is not there.');
  }
  const mentioned = await mentionedPeople(context, communityId, conversationId, words.body);
  const number = place.conversation.last_number + 1;
  const message = wholeMessage({
    community_id: communityId,
    conversation_id: conversationId,
    number,
    id: words.id,
    author_id: context.me,
    parent_number: words.parentNumber,
    body: words.body,
    html: render(words.body, mentioned.names),
    created_at: context.now,
    has_file: words.attachments.length ? 1 : 0,
  });
  const others = [...mentioned.ids].filter((one) => one !== context.me);
  await hangOn(context, place, number, words.attachments);
  const [view] = await together([
    viewOfNew(context.db, message),
    insertMessage(context.db, place.conversation, message),
    insertMentions(context.db, message, others),
    follow(context, place, number),
    context.announce({ communityId, conversationId, kind: 'message.sent', payload: { number } }),
  ]);
  const plain = words.parentNumber === null && words.attachments.length === 0;
  return plain ? view : (await findMessageView(context.db, communityId, conversationId, number))!;
}

const byId = prepared((db, given: { communityId: string; id: string }) =>
  db
    .selectFrom('message')
    .select(['conversation_id', 'number', 'author_id'])
    .where('community_id', '=', given.communityId)
    .where('id', '=', given.id),
);

type Sent = Awaited<ReturnType<typeof byId>>[number];

async function sentBefore(
  context: Context,
  place: Place,
  row: Sent | undefined,
): Promise<MessageView | undefined> {
  if (!row) return undefined;
  if (row.author_id !== context.me || row.conversation_id !== place.conversation.id) {
    throw conflict('id-taken', 'Another message has this id already.', 'id');
  }
  return findMessageView(context.db, place.conversation.community_id, row.conversation_id, row.number);
}

/** Members who are named in the text and may see it: handle to the name shown, and their ids. */
export async function mentionedPeople(
  context: Writing,
  communityId: string,
  conversationId: string,
  text: string,
) {
  const found = await membersByHandle(context.db, communityId, mentionedHandles(text));
  const audience = found.size ? await audienceOf(context.db, communityId, conversationId) : null;
  const seeing = [...found].filter(([, person]) => !audience || audience.has(person.id));
  return {
    names: new Map(seeing.map(([handle, person]) => [handle, person.name])),
    ids: new Set(seeing.map(([, person]) => person.id)),
  };
}

/** Who writes has read so far and follows from now on; an answer by somebody else lifts a thread's "unanswered". */
async function follow(context: Writing, place: Place, number: number): Promise<void> {
  const { conversation } = place;
  const key = {
    community_id: conversation.community_id,
    person_id: context.me,
    conversation_id: conversation.id,
  };
  await setReading(
    context.db,
    key,
    { read: number, following: true, why: 'wrote' },
    { level: 'all', following: true },
  );
  if (conversation.kind === 'thread' && !conversation.answered && conversation.created_by !== context.me) {
    await updateConversation(context.db, conversation, { answered: 1 });
  }
}
