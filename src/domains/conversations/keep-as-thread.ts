import { z } from 'zod';
import { verb } from '../../platform/act.ts';
import type { Writing } from '../../platform/act.ts';
import { conflict } from '../../platform/errors.ts';
import { id, newId } from '../../platform/ids.ts';
import { mayKeep } from './access.ts';
import { conversationView } from './conversation.ts';
import { loadPlace } from './place.ts';
import type { Place } from './place.ts';
import { loadView } from './queries.ts';
import { threadTitle } from './start-thread.ts';
import {
  addParticipants,
  findConversation,
  insertConversation,
  insertMessage,
  updateMessage,
} from './store.ts';
import type { ConversationRow, MessageRow } from './tables.ts';

export const keepAsThread = verb({
  name: 'conversations.keep-as-thread',
  does: 'Keeps a stretch of a room’s talk as a thread. The room keeps its messages; both sides link to each other.',
  input: z.object({
    id,
    communityId: id,
    conversationId: id,
    from: z.number().int().min(1),
    to: z.number().int().min(1),
    title: threadTitle,
  }),
  output: conversationView,
  load: loadPlace,
  may: mayKeep,
  async run(context, { id: threadId, communityId, conversationId, from, to, title }, place) {
    if (!(await findConversation(context.db, communityId, threadId))) {
      const stretch = await messagesBetween(context, place, from, to);
      if (!stretch.some((one) => one.state === 'here')) {
        throw conflict('nothing-left', 'Nothing is left of this stretch to keep.');
      }
      const thread = await openThread(context, place, { id: threadId, title, from, to }, stretch);
      await copyInto(context, thread, stretch);
      await updateMessage(context.db, stretch.at(-1)!, { kept_as: threadId });
      await context.announce({
        communityId,
        conversationId: threadId,
        kind: 'conversation.opened',
        payload: {},
      });
      await context.announce({ communityId, conversationId, kind: 'message.kept', payload: { number: to } });
    }
    return loadView(context, communityId, threadId);
  },
});

function messagesBetween(context: Writing, place: Place, from: number, to: number): Promise<MessageRow[]> {
  return context.db
    .selectFrom('message')
    .selectAll()
    .where('community_id', '=', place.conversation.community_id)
    .where('conversation_id', '=', place.conversation.id)
    .where('number', '>=', from)
    .where('number', '<=', to)
    .orderBy('number')
    .execute();
}

/** The thread is seen by those who saw the talk: what a restricted room kept stays with its people. */
async function openThread(
  context: Writing,
  { conversation }: Place,
  kept: { id: string; title: string; from: number; to: number },
  stretch: MessageRow[],
): Promise<ConversationRow> {
  const others = new Set(stretch.map((message) => message.author_id)).size > 1;
  const thread = await insertConversation(context.db, {
    id: kept.id,
    community_id: conversation.community_id,
    kind: 'thread',
    title: kept.title,
    restricted: conversation.restricted,
    created_at: context.now,
    created_by: context.me,
    answered: others ? 1 : 0,
    kept_from_id: conversation.id,
    kept_from_first: kept.from,
    kept_from_last: kept.to,
  });
  if (conversation.restricted) {
    const people = await context.db
      .selectFrom('participant')
      .select('person_id')
      .where('community_id', '=', conversation.community_id)
      .where('conversation_id', '=', conversation.id)
      .execute();
    await addParticipants(
      context.db,
      thread,
      people.map((row) => row.person_id),
      context.now,
    );
  }
  return thread;
}

/** Copies what was said, in order, with its times, answers, reactions and files. Stones stay behind. */
async function copyInto(context: Writing, thread: ConversationRow, stretch: MessageRow[]): Promise<void> {
  const numbers = new Map<number, number>();
  for (const [index, message] of stretch.filter((one) => one.state === 'here').entries()) {
    const number = index + 1;
    const copy = {
      ...message,
      number,
      conversation_id: thread.id,
      id: newId(),
      parent_number: numbers.get(message.parent_number ?? 0) ?? null,
      kept_as: null,
    };
    await insertMessage(context.db, thread, copy);
    numbers.set(message.number, number);
    if (message.reacted) await copyRows(context, 'reaction', message, { conversation_id: thread.id, number });
    if (message.has_file)
      await copyRows(context, 'attachment', message, { conversation_id: thread.id, number });
  }
}

async function copyRows(
  context: Writing,
  table: 'reaction' | 'attachment',
  { community_id, conversation_id, number }: MessageRow,
  to: { conversation_id: string; number: number },
): Promise<void> {
  const rows = await context.db
    .selectFrom(table)
    .selectAll()
    .where('community_id', '=', community_id)
    .where('conversation_id', '=', conversation_id)
    .where('number', '=', number)
    .execute();
  const copies = rows.map((row) => ({ ...row, ...to, ...(table === 'attachment' ? { id: newId() } : {}) }));
  if (copies.length)
    await context.db
      .insertInto(table)
      .values(copies as never)
      .execute();
}
