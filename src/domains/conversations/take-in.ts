import type { Db, Engine, InsertMany } from '../../platform/db/index.ts';
import { lineOfHtml } from '../../platform/plain-line.ts';
import { indexTogether } from '../../platform/search/index.ts';
import type { KeptFile } from './keep-file.ts';
import {
  EMPTY_CONVERSATION,
  EMPTY_MESSAGE,
  updateConversation,
  updateMessage,
  wakeReadings,
} from './store.ts';
import type { ConversationRow, MessageRow } from './tables.ts';
import { hasLink } from './text.ts';

/** A room or thread of an archive. */
export interface TakenConversation {
  kind: 'room' | 'thread';
  /** The address of a room. */
  slug: string | null;
  title: string;
  about: string;
  /** Who alone may see it; null for all members. */
  only: string[] | null;
  createdAt: number;
  createdBy: string | null;
}

/** A message of an archive, with whom and what hangs on it. */
export interface TakenMessage {
  id: string;
  authorId: string | null;
  /** The answered message: by its number, or by its place among those that come in with this one. */
  answers: { number: number } | { place: number } | null;
  body: string;
  html: string;
  createdAt: number;
  editedAt: number | null;
  state: 'here' | 'deleted' | 'removed' | 'missing';
  reactions: { emoji: string; personId: string }[];
  attachments: KeptFile[];
}

/** Messages that come into one conversation together, in their order. */
export interface TakenStretch {
  conversationId: string;
  /** The conversation, where it comes in with these. */
  opens: TakenConversation | null;
  messages: TakenMessage[];
}

/**
 * Stores messages of an archive, each stretch under its conversation's next numbers, and the conversations that they
 * open under the community's. Returns the number with which each stretch begins.
 */
export async function takeIn(
  db: Db,
  { many, engine }: { many: InsertMany; engine: Engine },
  communityId: string,
  stretches: TakenStretch[],
): Promise<number[]> {
  await open(db, many, communityId, stretches);
  const firsts: number[] = [];
  for (const stretch of stretches) {
    const needsNoRoom = stretch.opens !== null || stretch.messages.length === 0;
    firsts.push(needsNoRoom ? 1 : await makeRoom(db, communityId, stretch));
  }
  const rows = stretches.flatMap(({ conversationId, messages }, which) =>
    messages.map((message, index) => messageRow(communityId, conversationId, message, firsts[which]!, index)),
  );
  await indexTogether(db, engine, 'message', () => many(db, 'message', rows));
  await hangOn(db, many, communityId, stretches, firsts);
  return firsts;
}

async function open(db: Db, many: InsertMany, communityId: string, stretches: TakenStretch[]): Promise<void> {
  const opening = stretches.filter(({ opens }) => opens);
  if (opening.length === 0) return;
  const first = await nextNumbers(db, communityId, opening.length);
  await many(
    db,
    'conversation',
    opening.map((stretch, index) => conversationRow(communityId, stretch, first + index)),
  );
  const participants = opening.flatMap(({ conversationId, opens }) =>
    (opens!.only ?? []).map((person_id) => ({
      ...{
        community_id: communityId,
        conversation_id: conversationId,
        person_id,
        added_at: opens!.createdAt,
      },
    })),
  );
  await many(db, 'participant', participants);
}

async function nextNumbers(db: Db, communityId: string, count: number): Promise<number> {
  const { number } = await db
    .insertInto('conversation_counter')
    .values({ community_id: communityId, number: count })
    .onConflict((conflict) =>
      conflict
        .column('community_id')
        .doUpdateSet((old) => ({ number: old('conversation_counter.number', '+', count) })),
    )
    .returning('number')
    .executeTakeFirstOrThrow();
  return number - count + 1;
}

function conversationRow(communityId: string, stretch: TakenStretch, number: number): ConversationRow {
  const taken = stretch.opens!;
  const { messages } = stretch;
  const last = messages.at(-1);
  return {
    ...EMPTY_CONVERSATION,
    community_id: communityId,
    id: stretch.conversationId,
    kind: taken.kind,
    number,
    slug: taken.slug,
    title: taken.title,
    about: taken.about,
    restricted: taken.only ? 1 : 0,
    created_at: taken.createdAt,
    created_by: taken.createdBy,
    last_number: messages.length,
    last_at: last?.createdAt ?? taken.createdAt,
    last_author_id: last?.authorId ?? null,
    last_excerpt: last ? lineOfHtml(last.html) : null,
    answered: taken.kind === 'thread' && isAnswered(messages.slice(1), taken.createdBy) ? 1 : 0,
  };
}

/** Somebody else than who started it has answered; of whom an archive has forgotten, that is taken for granted. */
const isAnswered = (answers: TakenMessage[], startedBy: string | null) =>
  answers.some(({ authorId }) => startedBy === null || authorId !== startedBy);

/** Takes the numbers; the update of the conversation's row is the lock. */
async function makeRoom(db: Db, communityId: string, stretch: TakenStretch): Promise<number> {
  const { conversationId, messages } = stretch;
  const last = messages.at(-1)!;
  const row = await db
    .updateTable('conversation')
    .set((old) => ({
      last_number: old('last_number', '+', messages.length),
      last_at: old
        .case()
        .when('last_at', '>', last.createdAt)
        .then(old.ref('last_at'))
        .else(last.createdAt)
        .end(),
      last_author_id: last.authorId,
      last_excerpt: lineOfHtml(last.html),
      version: old('version', '+', 1),
      at_rest: 0,
    }))
    .where('community_id', '=', communityId)
    .where('id', '=', conversationId)
    .returning(['last_number', 'kind', 'answered', 'created_by'])
    .executeTakeFirstOrThrow();
  await wakeReadings(db, { community_id: communityId, conversation_id: conversationId });
  if (row.kind === 'thread' && !row.answered && isAnswered(messages, row.created_by)) {
    await updateConversation(db, { community_id: communityId, id: conversationId }, { answered: 1 });
  }
  return row.last_number - messages.length + 1;
}

function messageRow(
  communityId: string,
  conversationId: string,
  message: TakenMessage,
  first: number,
  index: number,
): MessageRow {
  const { answers } = message;
  return {
    ...EMPTY_MESSAGE,
    community_id: communityId,
    conversation_id: conversationId,
    number: first + index,
    id: message.id,
    author_id: message.authorId,
    parent_number: answers && ('number' in answers ? answers.number : first + answers.place),
    body: message.body,
    html: message.html,
    created_at: message.createdAt,
    edited_at: message.editedAt,
    state: message.state,
    has_link: hasLink(message.body) ? 1 : 0,
    has_file: message.attachments.length ? 1 : 0,
    reacted: message.reactions.length ? 1 : 0,
  };
}

async function hangOn(
  db: Db,
  many: InsertMany,
  communityId: string,
  stretches: TakenStretch[],
  firsts: number[],
): Promise<void> {
  const all = stretches.flatMap(({ conversationId, messages }, which) =>
    messages.map((message, index) => ({ conversationId, message, number: firsts[which]! + index })),
  );
  const reactions = all.flatMap(({ conversationId, message, number }) =>
    message.reactions.map(({ emoji, personId }, order) => ({
      ...{ community_id: communityId, conversation_id: conversationId, number, emoji, person_id: personId },
      // Archives tell their order alone.
      at: message.createdAt + order,
    })),
  );
  const attachments = all.flatMap(({ conversationId, message, number }) =>
    message.attachments.map((attachment, position) => ({
      ...attachment,
      ...{
        community_id: communityId,
        conversation_id: conversationId,
        number,
        position,
        owner_id: message.authorId,
      },
    })),
  );
  await many(db, 'reaction', reactions, 'skip');
  await many(db, 'attachment', attachments);
}

/** Puts a message of an archive, which answers another by its number, where a stub of it stands. */
export async function fillStub(
  db: Db,
  many: InsertMany,
  at: { communityId: string; conversationId: string; number: number },
  message: TakenMessage,
): Promise<void> {
  const row = messageRow(at.communityId, at.conversationId, message, at.number, 0);
  if (!(await isStub(db, row))) return;
  const { id: _id, community_id: _here, parent_number, kept_as: _kept, ...words } = row;
  const change = parent_number === null ? words : { ...words, parent_number };
  await updateMessage(db, { ...row, state: 'missing' }, change);
  const stretch = { conversationId: at.conversationId, opens: null, messages: [message] };
  await hangOn(db, many, at.communityId, [stretch], [at.number]);
}

/** A host may have removed it meanwhile. */
async function isStub(db: Db, { community_id, conversation_id, number }: MessageRow): Promise<boolean> {
  const row = await db
    .selectFrom('message')
    .select('state')
    .where('community_id', '=', community_id)
    .where('conversation_id', '=', conversation_id)
    .where('number', '=', number)
    .executeTakeFirst();
  return row?.state === 'missing';
}
