import type { Why } from '../fault.ts';
import { asideOf, fieldsOf, listOf, textOf } from '../reading/field.ts';
import type { Fields } from '../reading/field.ts';
import { instantOfText } from '../reading/instant.ts';
import type { ConversationRecord, MessageRecord } from '../record.ts';
import { attachmentsOf } from './attachment.ts';
import { authorKeyOf, mentionsOf } from './author.ts';
import { embedsOf, quoted } from './embed.ts';
import { isStarter, isTalk, noticeOf } from './kind.ts';
import { markdownOf } from './markup.ts';
import type { ChannelNames } from './markup.ts';
import { reactionsOf } from './reaction.ts';
import { idOf, instantOfId } from './snowflake.ts';

const KNOWN = new Set([
  ...[
    'id',
    'timestamp',
    'timestampEdited',
    'edited',
    'isPinned',
    'content',
    'author',
    'attachments',
    'stickers',
  ],
  ...['reactions', 'mentions'],
]);
const UNREMARKABLE = new Set(['Default', 'Reply']);

/** One of a channel's messages, or why it cannot be one. */
export function messageOf(
  value: unknown,
  place: ConversationRecord,
  channels: ChannelNames,
): MessageRecord | Why {
  const fields = fieldsOf(value);
  const key = idOf(fields?.['id']);
  if (!fields || !key) return 'a message without an id';
  const at = instantOfText(fields['timestamp']) ?? instantOfId(key);
  if (at === null) return 'a message without a usable time';
  const answered = answeredBy(fields, place.key);
  return {
    ...{ kind: 'message', key, conversationKey: place.key, communityKey: place.communityKey },
    parentKey: answered === key ? null : answered,
    parentAt: answered ? instantOfId(answered) : null,
    authorKey: authorKeyOf(fieldsOf(fields['author'])),
    at,
    editedAt: editedAt(fields, at),
    body: bodyOf(fields, channels),
    state: 'here',
    pinned: fields['isPinned'] === true,
    reactions: reactionsOf(fields['reactions']),
    attachments: hangingOn(fields),
    mentions: mentionsOf(fields['mentions']),
    sameAs: startedFrom(fields),
    aside: leftOver(fields, answered),
  };
}

function editedAt(fields: Fields, at: number): number | null {
  const edited = fields['timestampEdited'] ?? fields['edited'];
  if (!edited) return null;
  return Math.max(instantOfText(edited) ?? at, at);
}

/** A message of the same channel that this one answers; what points elsewhere is a forward. */
function answeredBy(fields: Fields, channel: string): string | null {
  const reference = fieldsOf(fields['reference']);
  if (!reference || isStarter(textOf(fields['type'])) || textOf(reference['type']) === 'Forward') return null;
  const where = idOf(reference['channelId']);
  return where === null || where === channel ? idOf(reference['messageId']) : null;
}

function startedFrom(fields: Fields): MessageRecord['sameAs'] {
  const reference = fieldsOf(fields['reference']);
  const key = isStarter(textOf(fields['type'])) ? idOf(reference?.['messageId']) : null;
  const conversationKey = idOf(reference?.['channelId']);
  return key && conversationKey ? { conversationKey, key } : null;
}

function bodyOf(fields: Fields, channels: ChannelNames): string {
  const type = textOf(fields['type']);
  const content = textOf(fields['content']);
  if (!isTalk(type) && !listOf(fields['embeds']).length) return noticeOf(type, content);
  const forwarded = textOf(fieldsOf(fields['forwardedMessage'])?.['content']);
  const isBot = fieldsOf(fields['author'])?.['isBot'] === true;
  const cards = isBot || !content.trim() ? embedsOf(fields['embeds']) : '';
  return [content, quoted(forwarded), cards]
    .filter(Boolean)
    .map((text) => markdownOf(text, channels).trim())
    .join('\n\n');
}

function hangingOn(fields: Fields): MessageRecord['attachments'] {
  const forwarded = fieldsOf(fields['forwardedMessage']);
  const lists = [
    fields['attachments'],
    fields['stickers'],
    forwarded?.['attachments'],
    forwarded?.['stickers'],
  ];
  return lists.flatMap((list) => attachmentsOf(list));
}

/** What is known otherwise is dropped: an ordinary type, and a reference that became the answered message. */
function leftOver(fields: Fields, answered: string | null): Fields {
  const aside = asideOf(fields, KNOWN);
  if (UNREMARKABLE.has(textOf(aside['type']))) delete aside['type'];
  if (answered) delete aside['reference'];
  return aside;
}
