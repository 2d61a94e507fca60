import type { Why } from '../fault.ts';
import { asideOf, textOf } from '../reading/field.ts';
import type { Fields } from '../reading/field.ts';
import { instantOfSeconds } from '../reading/instant.ts';
import type { MessageRecord } from '../record.ts';
import { decoded } from './entities.ts';
import { stateOf } from './gone.ts';
import { authorKeyOf, fullName, parentName } from './key.ts';
import { communityKeyOf } from './subreddit.ts';

const KNOWN = new Set([
  ...[
    'id',
    'name',
    'body',
    'body_html',
    'author',
    'created',
    'created_utc',
    'edited',
    'subreddit',
    'link_id',
  ],
  ...['parent_id', 'replies', 'stickied', 'permalink'],
]);

/** A comment as a message of its submission's thread, or why it cannot be one. */
export function commentOf(fields: Fields): MessageRecord | Why {
  const key = fullName(fields['name'] ?? fields['id'], 't1');
  const thread = fullName(fields['link_id'], 't3');
  const at = sentAt(fields);
  if (!key) return 'a comment without an id';
  if (!thread) return 'a comment that does not say to which submission it belongs';
  if (at === null) return 'a comment without a usable time';
  const text = decoded(textOf(fields['body']));
  const state = stateOf(fields, text);
  const parentKey = parentName(fields['parent_id'], thread);
  return {
    kind: 'message',
    key,
    conversationKey: thread,
    communityKey: communityKeyOf(fields),
    parentKey: parentKey === key ? thread : parentKey,
    parentAt: null,
    authorKey: state === 'deleted' ? null : authorKeyOf(fields['author']),
    at,
    editedAt: editedAt(fields, at),
    body: state === 'here' ? text : '',
    state,
    pinned: fields['stickied'] === true,
    reactions: [],
    attachments: [],
    mentions: [],
    sameAs: null,
    aside: state === 'here' ? asideOf(fields, KNOWN) : {},
  };
}

export function sentAt(fields: Fields): number | null {
  return instantOfSeconds(fields['created_utc']);
}

/** When it was changed; old archives say only that it was, which counts as at once. */
export function editedAt(fields: Fields, at: number): number | null {
  const edited = fields['edited'];
  if (edited === true) return at;
  const changed = instantOfSeconds(edited);
  return changed === null ? null : Math.max(changed, at);
}
