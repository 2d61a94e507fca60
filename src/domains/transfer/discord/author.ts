import { asideOf, cutText, fieldsOf, listOf, wordOf } from '../reading/field.ts';
import type { Fields } from '../reading/field.ts';
import type { AuthorRecord, MentionRecord } from '../record.ts';
import { idOf } from './snowflake.ts';

const LONGEST_NAME = 60;
const KNOWN = new Set(['id', 'name', 'nickname', 'isBot']);

/** A person or bot as the exporter wrote it beside each message. */
export function authorOf(value: unknown): AuthorRecord | null {
  const fields = fieldsOf(value);
  const key = authorKeyOf(fields);
  if (!fields || !key) return null;
  const username = wordOf(fields['name'], LONGEST_NAME) ?? key;
  const name = cutText(wordOf(fields['nickname'], LONGEST_NAME) ?? username, LONGEST_NAME);
  return {
    kind: 'author',
    key,
    name,
    username,
    bot: fields['isBot'] === true,
    aside: asideOf(fields, KNOWN),
  };
}

export function authorKeyOf(fields: Fields | null): string | null {
  return idOf(fields?.['id']) ?? wordOf(fields?.['name'], LONGEST_NAME);
}

/** All whom a message names: who wrote it, is mentioned, reacted, or called a bot. */
export function peopleOf(message: Fields): unknown[] {
  const reactors = listOf(message['reactions']).flatMap((reaction) => listOf(fieldsOf(reaction)?.['users']));
  const caller = fieldsOf(message['interaction'])?.['user'];
  return [message['author'], ...listOf(message['mentions']), ...reactors, ...(caller ? [caller] : [])];
}

/** Mentions come as people, or in plainer exports as their names. */
export function mentionsOf(value: unknown): MentionRecord[] {
  return listOf(value).flatMap((mention) => {
    const username = wordOf(fieldsOf(mention)?.['name'] ?? mention, LONGEST_NAME);
    const authorKey = idOf(fieldsOf(mention)?.['id']);
    return username || authorKey ? [{ authorKey, username: username ?? '' }] : [];
  });
}
