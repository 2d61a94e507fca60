import { conflict } from '../../platform/errors.ts';
import { prepared, together } from '../../platform/db/index.ts';
import type { Db } from '../../platform/db/index.ts';
import { lineOfHtml } from '../../platform/plain-line.ts';
import type { ConversationRow, MessageRow } from './tables.ts';
import { hasLink } from './text.ts';

type NewConversation = Pick<
  ConversationRow,
  'community_id' | 'id' | 'kind' | 'title' | 'created_at' | 'created_by'
> &
  Partial<ConversationRow>;

/** Stores a conversation under the community's next number, and returns its row. */
export async function insertConversation(db: Db, row: NewConversation): Promise<ConversationRow> {
  const { number } = await db
    .insertInto('conversation_counter')
    .values({ community_id: row.community_id, number: 1 })
    .onConflict((conflict) =>
      conflict
        .column('community_id')
        .doUpdateSet((old) => ({ number: old('conversation_counter.number', '+', 1) })),
    )
    .returning('number')
    .executeTakeFirstOrThrow();
  const whole = { ...EMPTY_CONVERSATION, last_at: row.created_at, ...row, number };
  await db.insertInto('conversation').values(whole).execute();
  return whole;
}

export const EMPTY_CONVERSATION = {
  slug: null,
  about: '',
  restricted: 0,
  last_number: 0,
  last_author_id: null,
  last_excerpt: null,
  answered: 0,
  by_newcomer: 0,
  closed_at: null,
  closed_by: null,
  closed_reason: null,
  kept_from_id: null,
  kept_from_first: null,
  kept_from_last: null,
  direct_of: null,
  version: 0,
  at_rest: 0,
};

export async function findConversation(
  db: Db,
  communityId: string,
  id: string,
): Promise<ConversationRow | undefined> {
  return db
    .selectFrom('conversation')
    .selectAll()
    .where('community_id', '=', communityId)
    .where('id', '=', id)
    .executeTakeFirst();
}

export async function updateConversation(
  db: Db,
  { community_id, id }: Pick<ConversationRow, 'community_id' | 'id'>,
  change: Partial<ConversationRow>,
): Promise<void> {
  await db
    .updateTable('conversation')
    .set(change)
    .where('community_id', '=', community_id)
    .where('id', '=', id)
    .execute();
}

/** Changes what is shown of the newest message, if this is still it. */
export async function setLastExcerpt(
  db: Db,
  { community_id, conversation_id, number }: Pick<MessageRow, 'community_id' | 'conversation_id' | 'number'>,
  last_excerpt: string,
): Promise<void> {
  await db
    .updateTable('conversation')
    .set({ last_excerpt })
    .where('community_id', '=', community_id)
    .where('id', '=', conversation_id)
    .where('last_number', '=', number)
    .execute();
}

export async function addParticipants(
  db: Db,
  row: ConversationRow,
  people: string[],
  at: number,
): Promise<void> {
  if (people.length === 0) return;
  const rows = people.map((person_id) => ({
    community_id: row.community_id,
    conversation_id: row.id,
    person_id,
    added_at: at,
  }));
  await db
    .insertInto('participant')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function removeParticipant(
  db: Db,
  communityId: string,
  conversationId: string,
  personId: string,
): Promise<void> {
  await db
    .deleteFrom('participant')
    .where('community_id', '=', communityId)
    .where('conversation_id', '=', conversationId)
    .where('person_id', '=', personId)
    .execute();
}

/** The threads that a restricted room's talk was kept as. They are seen by those of the room, whoever comes or goes. */
export async function threadsKeptFrom(
  db: Db,
  communityId: string,
  conversationId: string,
): Promise<string[]> {
  const rows = await db
    .selectFrom('conversation')
    .select('id')
    .where('community_id', '=', communityId)
    .where('kept_from_id', '=', conversationId)
    .where('restricted', '=', 1)
    .execute();
  return rows.map((row) => row.id);
}

type NewMessage = Pick<
  MessageRow,
  'community_id' | 'conversation_id' | 'number' | 'id' | 'author_id' | 'body' | 'html' | 'created_at'
> &
  Partial<MessageRow>;

const countOn = prepared(
  (
    db,
    given: Pick<NewMessage, 'community_id' | 'conversation_id' | 'number' | 'author_id' | 'created_at'> & {
      excerpt: string;
    },
  ) =>
    db
      .updateTable('conversation')
      .set((old) => ({
        last_number: given.number,
        version: old('version', '+', 1),
        last_at: given.created_at,
        last_author_id: given.author_id,
        last_excerpt: given.excerpt,
        at_rest: 0,
      }))
      .where('community_id', '=', given.community_id)
      .where('id', '=', given.conversation_id),
);

const putMessage = prepared((db, given: MessageRow) =>
  db.insertInto('message').values({
    ...Object.fromEntries(
      Object.keys(EMPTY_MESSAGE).map((column) => [column, given[column as keyof MessageRow]]),
    ),
    community_id: given.community_id,
    conversation_id: given.conversation_id,
    number: given.number,
    id: given.id,
    author_id: given.author_id,
    body: given.body,
    html: given.html,
    created_at: given.created_at,
  } as MessageRow),
);

/**
 * Stores a message under the conversation's next number. Whoever had the same number in mind clashes with it, and is run
 * again. Only of a conversation at rest may readings be settled, so none of the others is looked through.
 */
export async function insertMessage(
  db: Db,
  { at_rest }: Pick<ConversationRow, 'at_rest'>,
  row: NewMessage,
): Promise<void> {
  await together([
    countOn(db, { ...row, excerpt: lineOfHtml(row.html) }),
    putMessage(db, wholeMessage(row)),
    at_rest ? wakeReadings(db, row) : Promise.resolve([]),
  ]);
}

/** Lets everybody look again at a conversation in which something is said. */
export const wakeReadings = prepared((db, given: Pick<NewMessage, 'community_id' | 'conversation_id'>) =>
  db
    .updateTable('reading')
    .set({ settled: 0 })
    .where('community_id', '=', given.community_id)
    .where('conversation_id', '=', given.conversation_id)
    .where('settled', '=', 1),
);

export const wholeMessage = (row: NewMessage): MessageRow => ({
  ...EMPTY_MESSAGE,
  has_link: hasLink(row.body) ? 1 : 0,
  ...row,
});

export const EMPTY_MESSAGE = {
  parent_number: null,
  edited_at: null,
  state: 'here',
  removed_by: null,
  removed_reason: null,
  kept_as: null,
  has_link: 0,
  has_file: 0,
  reacted: 0,
};

/** Changes a message that still stands as it was loaded; throws conflict where it has become a stone meanwhile. */
export async function updateMessage(
  db: Db,
  message: Pick<MessageRow, 'community_id' | 'conversation_id' | 'number' | 'state'>,
  change: Partial<MessageRow>,
): Promise<void> {
  const { community_id, conversation_id, number, state } = message;
  const { numUpdatedRows } = await db
    .updateTable('message')
    .set(change)
    .where('community_id', '=', community_id)
    .where('conversation_id', '=', conversation_id)
    .where('number', '=', number)
    .where('state', '=', state)
    .executeTakeFirstOrThrow();
  if (numUpdatedRows !== 1n) throw conflict('gone', 'This message is no longer there.');
  await db
    .updateTable('conversation')
    .set((old) => ({ version: old('version', '+', 1) }))
    .where('community_id', '=', community_id)
    .where('id', '=', conversation_id)
    .execute();
}

export async function insertMentions(
  db: Db,
  message: Pick<MessageRow, 'community_id' | 'conversation_id' | 'number'>,
  people: string[],
): Promise<void> {
  if (people.length === 0) return;
  const { community_id, conversation_id, number } = message;
  await db
    .insertInto('mention')
    .values(people.map((person_id) => ({ community_id, conversation_id, person_id, number })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** After a change of words: who is not named any more is not waited for. */
export async function setMentions(db: Db, message: MessageRow, people: string[]): Promise<void> {
  await db
    .deleteFrom('mention')
    .where('community_id', '=', message.community_id)
    .where('conversation_id', '=', message.conversation_id)
    .where('number', '=', message.number)
    .execute();
  await insertMentions(db, message, people);
}
