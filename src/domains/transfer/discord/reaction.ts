import { countOf, fieldsOf, listOf, wordOf } from '../reading/field.ts';
import type { ReactionRecord } from '../record.ts';
import { authorKeyOf } from './author.ts';

const LONGEST_EMOJI = 40;

/** Reactions; only newer exports say who reacted. */
export function reactionsOf(value: unknown): ReactionRecord[] {
  return listOf(value).flatMap((reaction) => {
    const fields = fieldsOf(reaction);
    const emoji = emojiOf(fields?.['emoji']);
    if (!fields || !emoji) return [];
    const authorKeys = listOf(fields['users']).flatMap((user) => authorKeyOf(fieldsOf(user)) ?? []);
    return [{ emoji, count: Math.max(countOf(fields['count']) ?? 1, authorKeys.length), authorKeys }];
  });
}

/** A server's own emoji has an id and is written by its name. */
function emojiOf(value: unknown): string | null {
  const fields = fieldsOf(value);
  if (!fields) return wordOf(value, LONGEST_EMOJI);
  const name = wordOf(fields['name'], LONGEST_EMOJI - 2);
  return name && wordOf(fields['id']) ? `:${name}:` : name;
}
