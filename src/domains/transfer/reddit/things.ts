import type { Why } from '../fault.ts';
import { countOf, fieldsOf, listOf } from '../reading/field.ts';
import type { Fields } from '../reading/field.ts';
import type { Seen } from '../reading/seen.ts';
import type { GapRecord, ImportRecord, MessageRecord } from '../record.ts';
import { commentOf } from './comment.ts';
import { fullName } from './key.ts';
import { threadOf } from './submission.ts';
import { authorOf, communityKeyOf, communityOf } from './subreddit.ts';

/** Takes what Reddit's values hold: records, and why something holds none. */
export interface Taking {
  record: (record: ImportRecord) => void;
  problem: (why: Why) => void;
  seen: Seen;
}

interface Waiting {
  value: unknown;
  /** The comment or submission above, where one is known. */
  above: Fields | null;
}

/**
 * Takes a submission, a comment, or one of Reddit's listings with all that is nested in it. Without recursion: how deep
 * an archive nests is up to whoever made it.
 */
export function takeThings(value: unknown, taking: Taking): void {
  const waiting: Waiting[] = [{ value, above: null }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const inside = takeThing(next, taking);
    for (let index = inside.length - 1; index >= 0; index--) waiting.push(inside[index]!);
  }
}

/** Takes one and returns what is inside it. */
function takeThing({ value, above }: Waiting, taking: Taking): Waiting[] {
  if (Array.isArray(value)) return value.map((entry: unknown) => ({ value: entry, above }));
  const thing = fieldsOf(value);
  const data = fieldsOf(thing?.['data']);
  if (!thing) return complain(taking);
  if (!data || typeof thing['kind'] !== 'string') return takeFields(thing, taking, guessKind(thing));
  if (thing['kind'] === 'Listing') return listOf(data['children']).map((entry) => ({ value: entry, above }));
  if (thing['kind'] === 'more') return takeGap(data, above, taking);
  return takeFields(data, taking, thing['kind']);
}

function guessKind(fields: Fields): string {
  if ('link_id' in fields || 'body' in fields) return 't1';
  return 'title' in fields ? 't3' : '';
}

function takeFields(fields: Fields, taking: Taking, kind: string): Waiting[] {
  if (kind === 't3') takeSubmission(fields, taking);
  else if (kind === 't1') takeComment(fields, taking);
  else return complain(taking);
  return fieldsOf(fields['replies']) ? [{ value: fields['replies'], above: fields }] : [];
}

function takeSubmission(fields: Fields, taking: Taking): void {
  const thread = threadOf(fields);
  if (typeof thread === 'string') return taking.problem(thread);
  takeSurroundings(fields, thread[1], taking);
  for (const record of thread) taking.record(record);
}

function takeComment(fields: Fields, taking: Taking): void {
  const comment = commentOf(fields);
  if (typeof comment === 'string') return taking.problem(comment);
  takeSurroundings(fields, comment, taking);
  taking.record(comment);
}

function takeSurroundings(fields: Fields, { communityKey, authorKey }: MessageRecord, taking: Taking): void {
  const { seen, record } = taking;
  if (seen.isNewCommunity(communityKey)) record(communityOf(fields));
  const author = authorKey !== null && seen.isNewAuthor(authorKey) ? authorOf(fields) : null;
  if (author) record(author);
}

/** A stub that says how many replies Reddit had not loaded. */
function takeGap(data: Fields, above: Fields | null, taking: Taking): Waiting[] {
  const parentKey = fullName(data['parent_id'], 't1');
  const thread = parentKey?.startsWith('t3_') ? parentKey : fullName(above?.['link_id'], 't3');
  if (!parentKey || !thread) return complain(taking);
  const keys = listOf(data['children']).flatMap((child) => fullName(child, 't1') ?? []);
  const count = Math.max(countOf(data['count']) ?? 0, keys.length);
  const communityKey = above ? communityKeyOf(above) : '';
  const gap: GapRecord = { kind: 'gap', conversationKey: thread, communityKey, parentKey, count, keys };
  taking.record(gap);
  return [];
}

function complain(taking: Taking): Waiting[] {
  taking.problem('neither a submission nor a comment');
  return [];
}
