import { dirname } from 'node:path';
import type { Why } from '../fault.ts';
import { cutText } from '../reading/field.ts';
import type { Batch, ConversationRecord, GapRecord, ImportRecord, MessageRecord } from '../record.ts';
import { note } from './note.ts';
import type { Staging } from './open-staging.ts';
import { asideJson, listJson, LONGEST_TEXT } from './stored-text.ts';

const MOST_REMEMBERED = 20_000;

/** A file of the archive that is being read, and what laying it needs to remember. */
export interface Laying {
  staging: Staging;
  path: string;
  fileId: number;
  /** Conversations met lately: their rows by their keys. */
  ids: Map<string, number>;
  nextContent: number;
}

export function newLaying(staging: Staging, path: string, fileId: number): Laying {
  const { last } = staging.statement('select coalesce(max(id), 0) as last from staged_content').get() as {
    last: number;
  };
  return { staging, path, fileId, ids: new Map(), nextContent: last + 1 };
}

/**
 * Lays what a stretch of a file holds, and how far the file was read; called inside a transaction, so that both are
 * kept, or neither. What is laid already stays as it is, except that a message counts as deleted once any copy says so.
 */
export function lay(laying: Laying, batch: Batch): void {
  const { staging } = laying;
  let messages = 0;
  for (const record of batch.records) {
    if (record.kind === 'message') messages += 1;
    layRecord(laying, record);
  }
  for (const { line, why } of batch.problems) layProblem(staging, laying.path, line, why);
  note(staging, 'messages', messages);
  staging.statement('update staged_file set position = ? where id = ?').run(batch.position, laying.fileId);
}

export function layProblem(staging: Staging, file: string, line: number, why: Why): void {
  staging
    .statement(
      'insert into staged_problem (file, line, why) values (?, ?, ?) on conflict do update set count = count + 1',
    )
    .run(file, line, why);
}

function layRecord(laying: Laying, record: ImportRecord): void {
  const { staging } = laying;
  if (record.kind === 'message') layMessage(laying, record);
  else if (record.kind === 'conversation') layConversation(laying, record);
  else if (record.kind === 'gap') layGap(laying, record);
  else if (record.kind === 'community') staging.statement(LAY_COMMUNITY).run(record.key, record.name);
  else {
    const { key, name, username, bot, aside } = record;
    staging.statement(LAY_AUTHOR).run(key, name, username, bot ? 1 : 0, asideJson(aside));
  }
}

const LAY_COMMUNITY = 'insert or ignore into staged_community (key, name) values (?, ?)';
const LAY_AUTHOR =
  'insert or ignore into staged_author (key, name, username, bot, aside) values (?, ?, ?, ?, ?)';

function layConversation({ staging, path }: Laying, record: ConversationRecord): void {
  staging
    .statement(LAY_CONVERSATION)
    .run(
      ...[
        record.key,
        record.communityKey,
        record.shape,
        record.restricted ? 1 : 0,
        record.title,
        record.about,
      ],
      ...[record.at, record.authorKey, record.parentKey, asideJson(record.aside), dirname(path)],
    );
}

const LAY_CONVERSATION = `insert into staged_conversation
    (key, community_key, shape, restricted, title, about, at, author_key, parent_key, aside, folder, known)
  values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)
  on conflict (key) do update set community_key = excluded.community_key, shape = excluded.shape,
    restricted = excluded.restricted, title = excluded.title, about = excluded.about, at = excluded.at,
    author_key = excluded.author_key, parent_key = excluded.parent_key, aside = excluded.aside,
    folder = excluded.folder, known = 1
  where known = 0`;

/** Where the message that opens a thread stands, whatever its time says. */
export const FIRST = -1;

function layMessage(laying: Laying, record: MessageRecord): void {
  const { staging } = laying;
  const conversation = conversationId(laying, record.conversationKey, record.communityKey);
  const sortAt = record.key === record.conversationKey ? FIRST : record.at;
  const placed = staging
    .statement(LAY_PLACE)
    .run(conversation, record.key, record.parentKey, record.parentAt, record.at, sortAt, laying.nextContent);
  if (placed.changes) layContent(laying, record);
  else if (record.state !== 'here') {
    staging.statement(FORGET).run(record.state, record.authorKey, conversation, record.key);
  }
}

const LAY_PLACE = `insert or ignore into staged_message
  (conversation, key, parent_key, parent_at, at, sort_at, content) values (?, ?, ?, ?, ?, ?, ?)`;

const FORGET = `update staged_content set state = ?, author_key = ?, body = '', reactions = null,
    attachments = null, mentions = null, aside = null
  where id = (select content from staged_message where conversation = ? and key = ?) and state = 'here'`;

function layContent(laying: Laying, record: MessageRecord): void {
  const { body, sameAs } = record;
  if (body.length > LONGEST_TEXT)
    layProblem(laying.staging, laying.path, 0, `${record.key} was too long and was cut`);
  laying.staging
    .statement(LAY_CONTENT)
    .run(
      ...[laying.nextContent++, record.authorKey, record.editedAt, cutText(body, LONGEST_TEXT), record.state],
      ...[
        record.pinned ? 1 : 0,
        listJson(record.reactions),
        listJson(record.attachments),
        listJson(record.mentions),
      ],
      ...[sameAs && JSON.stringify(sameAs), asideJson(record.aside)],
    );
}

const LAY_CONTENT = `insert into staged_content
    (id, author_key, edited_at, body, state, pinned, reactions, attachments, mentions, same_as, aside)
  values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;

function conversationId({ staging, ids }: Laying, key: string, communityKey: string): number {
  const met = ids.get(key);
  if (met !== undefined) return met;
  staging
    .statement('insert or ignore into staged_conversation (key, community_key) values (?, ?)')
    .run(key, communityKey);
  const row = staging.statement('select id from staged_conversation where key = ?').get(key) as {
    id: number;
  };
  if (ids.size >= MOST_REMEMBERED) ids.clear();
  ids.set(key, row.id);
  return row.id;
}

function layGap(laying: Laying, gap: GapRecord): void {
  const conversation = conversationId(laying, gap.conversationKey, gap.communityKey);
  laying.staging
    .statement(
      'insert or replace into staged_gap (conversation, parent_key, count, keys) values (?, ?, ?, ?)',
    )
    .run(conversation, gap.parentKey, gap.count, JSON.stringify(gap.keys));
}
