import { wordOf } from '../reading/field.ts';
import type { Fields } from '../reading/field.ts';
import type { AuthorRecord, CommunityRecord } from '../record.ts';
import { authorKeyOf } from './key.ts';

const UNNAMED = 'reddit';
const LONGEST_NAME = 60;

export function communityKeyOf(fields: Fields): string {
  return nameOf(fields).toLowerCase();
}

export function communityOf(fields: Fields): CommunityRecord {
  return { kind: 'community', key: communityKeyOf(fields), name: nameOf(fields) };
}

export function authorOf(fields: Fields): AuthorRecord | null {
  const key = authorKeyOf(fields['author']);
  if (!key) return null;
  const name = wordOf(fields['author'], LONGEST_NAME)!;
  return { kind: 'author', key, name, username: name, bot: false, aside: {} };
}

function nameOf(fields: Fields): string {
  return wordOf(fields['subreddit'], LONGEST_NAME) ?? UNNAMED;
}
