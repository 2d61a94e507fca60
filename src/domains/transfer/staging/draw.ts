import type { AttachmentRecord, MentionRecord, ReactionRecord } from '../record.ts';
import type { Staging } from './open-staging.ts';

export interface StagedConversation {
  id: number;
  key: string;
  communityKey: string;
  shape: 'room' | 'thread';
  restricted: boolean;
  title: string;
  about: string;
  at: number;
  authorKey: string | null;
  parentKey: string | null;
  aside: string | null;
  /** The folder of the file that told of it; local attachments lie below. */
  folder: string | null;
  /** False where the archive holds only answers to it. */
  known: boolean;
  messages: number;
}

export interface StagedMessage {
  key: string;
  /** Always a message that is drawn earlier. */
  parentKey: string | null;
  authorKey: string | null;
  at: number;
  editedAt: number | null;
  body: string;
  state: 'here' | 'deleted' | 'removed' | 'missing';
  pinned: boolean;
  reactions: ReactionRecord[];
  attachments: AttachmentRecord[];
  mentions: MentionRecord[];
  aside: string | null;
  /** Where the next page goes on. */
  cursor: Cursor;
}

export type Cursor = readonly [sortAt: number, keyLength: number, key: string];
const START: Cursor = [-2, 0, ''];

/** The conversations that are not in the house yet: rooms first, then threads, each oldest first. */
export function* unplaced(staging: Staging, communityKey: string): Generator<StagedConversation> {
  let after: readonly [shape: string, since: number, id: number] = ['', -1, -1];
  for (;;) {
    const rows = staging.statement(UNPLACED).all(communityKey, ...after) as unknown as ConversationRow[];
    for (const row of rows) yield conversationOf(row);
    const last = rows.at(-1);
    if (!last) return;
    after = [last.shape, last.since, last.id];
  }
}

type ConversationRow = Record<'id' | 'since' | 'restricted' | 'known' | 'messages', number> &
  Record<'key' | 'community_key' | 'shape' | 'title' | 'about', string> &
  Record<'author_key' | 'parent_key' | 'aside' | 'folder', string | null>;

const UNPLACED = `select * from staged_conversation
  where community_key = ? and (shape, since, id) > (?, ?, ?) and placed = 0 order by shape, since, id limit 500`;

function conversationOf(row: ConversationRow): StagedConversation {
  return {
    ...{ id: row.id, key: row.key, communityKey: row.community_key, shape: row.shape as 'room' | 'thread' },
    ...{ restricted: row.restricted === 1, title: row.title, about: row.about, at: row.since },
    ...{ authorKey: row.author_key, parentKey: row.parent_key, aside: row.aside, folder: row.folder },
    ...{ known: row.known === 1, messages: row.messages },
  };
}

/** The next messages of a conversation in their order, from after the cursor. */
export function drawMessages(
  staging: Staging,
  conversation: number,
  limit: number,
  after = START,
): StagedMessage[] {
  const page = staging.statement(PAGE);
  // Very many rows, which take a good deal longer as objects.
  page.setReturnArrays(true);
  const rows = page.all(conversation, ...after, limit) as unknown as PageRow[];
  return rows.map((row) => messageOf(staging, row));
}

const WORDS = 'author_key, body, attachments, mentions';

const PAGE = `select key, parent_key, at, sort_at, length(key), edited_at, state, pinned, reactions, same_as, aside, ${WORDS}
  from staged_message join staged_content on staged_content.id = staged_message.content
  where conversation = ? and (sort_at, length(key), key) > (?, ?, ?) order by sort_at, length(key), key limit ?`;

type Json = string | null;
type PageRow = [
  ...[key: string, parentKey: string | null, at: number, sortAt: number, keyLength: number],
  ...[editedAt: number | null, state: StagedMessage['state'], pinned: number],
  ...[reactions: Json, sameAs: Json, aside: Json],
  ...Words,
];
type Words = [authorKey: string | null, body: string, attachments: Json, mentions: Json];

function messageOf(staging: Staging, row: PageRow): StagedMessage {
  const [key, parentKey, at, sortAt, keyLength, editedAt, state, pinned, reactions, sameAs, aside] = row;
  const own: Words = [row[11], row[12], row[13], row[14]];
  const [authorKey, body, attachments, mentions] = sameAs && !own[1] ? meant(staging, sameAs, own) : own;
  return {
    key,
    parentKey,
    authorKey,
    at,
    editedAt,
    body,
    state,
    pinned: pinned === 1,
    reactions: listOf<ReactionRecord>(reactions),
    attachments: listOf<AttachmentRecord>(attachments),
    mentions: listOf<MentionRecord>(mentions),
    aside,
    cursor: [sortAt, keyLength, key],
  };
}

/** The words of the message that another one only points at; else its own. */
function meant(staging: Staging, sameAs: string, own: Words): Words {
  const { conversationKey, key } = JSON.parse(sameAs) as { conversationKey: string; key: string };
  const words = staging.statement(
    `select ${WORDS} from staged_content where state = 'here' and id = (select content from staged_message
        where key = ? and conversation = (select id from staged_conversation where key = ?))`,
  );
  words.setReturnArrays(true);
  const row = words.get(key, conversationKey) as unknown as Words | undefined;
  return row ? [row[0] ?? own[0], row[1], row[2] ?? own[2], row[3] ?? own[3]] : own;
}

function listOf<T>(json: string | null): T[] {
  return json === null ? [] : (JSON.parse(json) as T[]);
}

/** Notes that these conversations are in the house, whole. */
export function markPlaced(staging: Staging, conversations: number[]): void {
  staging.together(() => {
    const mark = staging.statement('update staged_conversation set placed = 1 where id = ?');
    for (const id of conversations) mark.run(id);
  });
}
