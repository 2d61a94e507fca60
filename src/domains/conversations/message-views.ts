import { cardOf, personCards } from '../accounts/index.ts';
import type { PersonCard } from '../accounts/index.ts';
import { prepared, preparedList } from '../../platform/db/index.ts';
import type { Db } from '../../platform/db/index.ts';
import { LINE_OF_HTML, lineOfHtml } from '../../platform/plain-line.ts';
import { attachmentViewOf } from './attachment.ts';
import type { AttachmentView, MessageView } from './message.ts';
import type { MessageRow } from './tables.ts';

const NOBODY: PersonCard = {
  id: '00000000-0000-7000-8000-000000000000',
  handle: '',
  name: '',
  picture: null,
  imported: true,
};

/** A former member, who has no name any more; told apart from others like them by the id alone. */
const gone = (id: string | null): PersonCard => (id === null ? NOBODY : { ...NOBODY, id, imported: false });

/** Messages of one conversation: where they are, and from which number to which; there are `many` at most. */
interface Stretch {
  communityId: string;
  conversationId: string;
  from: number;
  to: number;
  many: number;
}

/**
 * Rows of a stretch of messages in order, with a line of what each answers. PostgreSQL looks for the stretch first and
 * then for each answered message by its number: joined without the limit between, and not knowing yet how much a new
 * conversation holds, it went through the whole of it for each row.
 */
export function messagesOf(db: Db, { communityId, conversationId, from, to, many }: Stretch) {
  return db
    .selectFrom((inner) =>
      inner
        .selectFrom('message')
        .selectAll()
        .where('community_id', '=', communityId)
        .where('conversation_id', '=', conversationId)
        .where('number', '>=', from)
        .where('number', '<=', to)
        .orderBy('number')
        .limit(many)
        .as('said'),
    )
    .leftJoin('message as parent', (join) =>
      join
        .on('parent.community_id', '=', communityId)
        .onRef('parent.conversation_id', '=', 'said.conversation_id')
        .onRef('parent.number', '=', 'said.parent_number'),
    )
    .selectAll('said')
    .select(['parent.state as parent_state', 'parent.author_id as parent_author_id'])
    .select(({ fn, ref, val }) =>
      fn<string | null>('substr', [ref('parent.html'), val(1), val(LINE_OF_HTML)]).as('parent_html'),
    )
    .orderBy('said.number');
}

type Row = Awaited<ReturnType<ReturnType<typeof messagesOf>['execute']>>[number];

/** What is shown of these rows: with authors, who reacted, what hangs on them, and what they were kept as. */
export async function viewsOf(db: Db, rows: Row[]): Promise<MessageView[]> {
  const authors = await personCards(
    db,
    rows.flatMap((row) => [row.author_id, row.parent_author_id]),
  );
  const reactions = await reactionsOn(db, withMark(rows, 'reacted'));
  const attachments = await attachmentsOn(db, withMark(rows, 'has_file'));
  const kept = await keptAs(db, withMark(rows, 'kept_as'));
  return rows.map((row) => ({
    communityId: row.community_id,
    conversationId: row.conversation_id,
    number: row.number,
    id: row.id,
    author: authors.get(row.author_id ?? '') ?? gone(row.author_id),
    parentNumber: row.parent_number,
    parent: parentOf(row, authors),
    body: row.state === 'here' ? row.body : '',
    html: row.state === 'here' ? row.html : '',
    createdAt: row.created_at,
    editedAt: row.edited_at,
    state: row.state as MessageView['state'],
    removedReason: row.removed_reason,
    reactions: reactions.get(row.number) ?? [],
    attachments: attachments.get(row.number) ?? [],
    keptAs: kept.get(row.kept_as ?? '') ?? null,
  }));
}

/** A message that has just been said and answers none, without looking for it. */
export async function viewOfNew(db: Db, row: MessageRow): Promise<MessageView> {
  return (await viewsOf(db, [{ ...row, parent_state: null, parent_author_id: null, parent_html: null }]))[0]!;
}

const withMark = (rows: Row[], mark: 'reacted' | 'has_file' | 'kept_as') => rows.filter((row) => row[mark]);

function parentOf(row: Row, authors: Map<string, PersonCard>): MessageView['parent'] {
  if (row.parent_number === null || row.parent_state === null) return null;
  if (row.parent_state !== 'here') return { number: row.parent_number, author: null, excerpt: '' };
  const author = authors.get(row.parent_author_id ?? '') ?? null;
  return { number: row.parent_number, author, excerpt: lineOfHtml(row.parent_html!) };
}

const numberOf = ({ number }: Row) => number;

const reactionRows = preparedList((db, given: Row, numbers: number[]) =>
  db
    .selectFrom('reaction')
    .innerJoin('person', 'person.id', 'reaction.person_id')
    .select(['number', 'emoji', 'person.id', 'handle', 'name', 'picture', 'imported'])
    .where('community_id', '=', given.community_id)
    .where('conversation_id', '=', given.conversation_id)
    .where('number', 'in', numbers)
    .orderBy('at')
    .orderBy('person.id'),
);

async function reactionsOn(db: Db, rows: Row[]): Promise<Map<number, MessageView['reactions']>> {
  const byNumber = new Map<number, MessageView['reactions']>();
  if (rows.length === 0) return byNumber;
  const found = await reactionRows(db, rows[0]!, rows.map(numberOf));
  for (const row of found) {
    const here = byNumber.get(row.number) ?? [];
    byNumber.set(row.number, here);
    const same = here.find((one) => one.emoji === row.emoji);
    if (same) same.people.push(cardOf(row));
    else here.push({ emoji: row.emoji, people: [cardOf(row)] });
  }
  return byNumber;
}

const attachmentRows = preparedList((db, given: Row, numbers: number[]) =>
  db
    .selectFrom('attachment')
    .selectAll()
    .where('community_id', '=', given.community_id)
    .where('conversation_id', '=', given.conversation_id)
    .where('number', 'in', numbers)
    .orderBy('position'),
);

async function attachmentsOn(db: Db, rows: Row[]): Promise<Map<number, AttachmentView[]>> {
  if (rows.length === 0) return new Map();
  const found = await attachmentRows(db, rows[0]!, rows.map(numberOf));
  const grouped = Map.groupBy(found, (row) => row.number!);
  return new Map([...grouped].map(([number, list]) => [number, list.map(attachmentViewOf)]));
}

async function keptAs(db: Db, rows: Row[]): Promise<Map<string, MessageView['keptAs']>> {
  if (rows.length === 0) return new Map();
  const threads = await db
    .selectFrom('conversation')
    .select(['id', 'number', 'title', 'created_by', 'last_number'])
    .where('community_id', '=', rows[0]!.community_id)
    .where(
      'id',
      'in',
      rows.map((row) => row.kept_as),
    )
    .execute();
  const people = await personCards(
    db,
    threads.map((thread) => thread.created_by),
  );
  return new Map(
    threads.map((thread) => [
      thread.id,
      {
        conversationId: thread.id,
        number: thread.number,
        title: thread.title,
        by: people.get(thread.created_by ?? '') ?? null,
        turns: thread.last_number,
      },
    ]),
  );
}

interface Place {
  communityId: string;
  conversationId: string;
  number: number;
}

const oneMessage = prepared((db, { communityId, conversationId, number }: Place) =>
  messagesOf(db, { communityId, conversationId, from: number, to: number, many: 1 }),
);

/** One message as it is shown now; undefined when it is not there. */
export async function findMessageView(
  db: Db,
  communityId: string,
  conversationId: string,
  number: number,
): Promise<MessageView | undefined> {
  return (await viewsOf(db, await oneMessage(db, { communityId, conversationId, number })))[0];
}
