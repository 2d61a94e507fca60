import type { Why } from '../fault.ts';
import { asideOf, cutText, textOf, wordOf } from '../reading/field.ts';
import type { Fields } from '../reading/field.ts';
import type { ConversationRecord, MessageRecord } from '../record.ts';
import { editedAt, sentAt } from './comment.ts';
import { decoded } from './entities.ts';
import { stateOf } from './gone.ts';
import { authorKeyOf, fullName } from './key.ts';
import { communityKeyOf } from './subreddit.ts';

const REDDIT = 'https://www.reddit.com';
export const LONGEST_TITLE = 300;
const LONGEST_URL = 2000;

const KNOWN = new Set([
  ...[
    'id',
    'name',
    'title',
    'selftext',
    'selftext_html',
    'url',
    'permalink',
    'author',
    'created',
    'created_utc',
  ],
  ...['edited', 'subreddit', 'is_self', 'stickied', 'domain', 'body_html'],
]);

/** A submission as a thread and its opening message, or why it cannot be one. */
export function threadOf(fields: Fields): [ConversationRecord, MessageRecord] | Why {
  const key = fullName(fields['name'] ?? fields['id'], 't3');
  const at = sentAt(fields);
  if (!key) return 'a submission without an id';
  if (at === null) return 'a submission without a usable time';
  const text = decoded(textOf(fields['selftext']));
  const state = stateOf(fields, text);
  const communityKey = communityKeyOf(fields);
  const authorKey = state === 'deleted' ? null : authorKeyOf(fields['author']);
  const title = cutText(decoded(wordOf(fields['title'], LONGEST_TITLE * 2) ?? ''), LONGEST_TITLE);
  return [
    {
      ...{
        kind: 'conversation',
        key,
        communityKey,
        shape: 'thread',
        restricted: false,
        title,
        about: '',
        at,
      },
      ...{ authorKey, parentKey: null, aside: {} },
    },
    {
      ...{
        kind: 'message',
        key,
        conversationKey: key,
        communityKey,
        parentKey: null,
        parentAt: null,
        authorKey,
        at,
      },
      ...{ editedAt: editedAt(fields, at), body: state === 'here' ? bodyOf(fields, text) : '', state },
      ...{ pinned: fields['stickied'] === true, reactions: [], attachments: [], mentions: [], sameAs: null },
      aside: state === 'here' ? asideOf(fields, KNOWN) : {},
    },
  ];
}

/** The link that was submitted, the text, and where it all was. */
function bodyOf(fields: Fields, text: string): string {
  const permalink = textOf(fields['permalink']);
  const link = fields['is_self'] === true ? '' : linkOf(textOf(fields['url']), permalink);
  const home = permalink.startsWith('/r/') ? source(permalink) : '';
  return [link, text, home].filter(Boolean).join('\n\n');
}

function linkOf(url: string, permalink: string): string {
  const whole = decoded(url.startsWith('/') ? REDDIT + url : url).trim();
  if (!whole || (permalink && whole.endsWith(permalink))) return '';
  return /^https?:\/\//i.test(whole) && whole.length <= LONGEST_URL
    ? `<${inMarkdown(whole)}>`
    : whole.slice(0, LONGEST_URL);
}

function source(permalink: string): string {
  const path = inMarkdown(permalink.slice(0, LONGEST_URL));
  const shown = path
    .split('/')
    .slice(1, 5)
    .join('/')
    .replace(/[[\]\\]/g, '');
  return `[reddit.com/${shown}](${REDDIT}${path.replace(/[()]/g, encodeURIComponent)})`;
}

function inMarkdown(url: string): string {
  return url.replace(/[\s<>]/g, (character) => encodeURIComponent(character));
}
