import { readFileSync } from 'node:fs';
import { nothingYet, withStubs } from './expected.ts';
import type { Expectation, Expected } from './expected.ts';

type Thing = Record<string, unknown>;

/** Counts Pushshift lines and listings by a plain loop. */
export function expectReddit(files: string[]): Expectation {
  const expected = nothingYet();
  for (const file of files) {
    const text = readFileSync(file, 'utf8');
    const things = file.endsWith('.json')
      ? unfolded(JSON.parse(text))
      : text
          .split('\n')
          .filter(Boolean)
          .map((line) => JSON.parse(line) as Thing);
    for (const thing of things) add(expected, thing);
  }
  return withStubs(expected, (conversation) => `${conversation} ${conversation}`);
}

function unfolded(value: unknown): Thing[] {
  if (Array.isArray(value)) return value.flatMap(unfolded);
  if (typeof value !== 'object' || value === null) return [];
  const { kind, data } = value as { kind: string; data: Thing };
  if (kind === 'Listing') return unfolded(data['children']);
  return kind === 'more' ? [] : [data, ...unfolded(data['replies'])];
}

function add(expected: Expectation, thing: Thing): void {
  const isThread = thing['title'] !== undefined;
  const own = `${isThread ? 't3' : 't1'}_${thing['id'] as string}`;
  const thread = isThread ? own : (thing['link_id'] as string);
  const name = `${thread} ${own}`;
  expected.entries += 1;
  expected.conversations.add(thread);
  const text = (isThread ? thing['selftext'] : thing['body']) as string;
  const state = text === '[deleted]' ? 'deleted' : text === '[removed]' ? 'removed' : 'here';
  const author = thing['author'] as string;
  const gone = author === '[deleted]' || state === 'deleted';
  if (author !== '[deleted]') expected.authors.add(author.toLowerCase());
  const message: Expected = {
    ...{ name, state, reactions: 0, author: gone ? null : author },
    parent: isThread ? null : `${thread} ${thing['parent_id'] as string}`,
    at: Math.round(Number(thing['created_utc']) * 1000),
    words: state === 'here' ? firstWords(text) : null,
  };
  expected.messages.set(name, message);
}

/** A stretch without anything that is written differently here. */
const firstWords = (text: string) => /[\p{L}\p{N} ,.]{4,40}/u.exec(text)?.[0].trim() ?? null;
