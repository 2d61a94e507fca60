import type { StagedMessage } from '../staging/draw.ts';
import type { Staging } from '../staging/open-staging.ts';
import type { Author } from './authors.ts';

const BY_KEY = /<@(\d{1,20})>/g;
const CODE = /(```[\s\S]*?```|`[^`\n]+`)/;

/** The keys of those whom a message addresses. */
export function mentionedKeys(staging: Staging, message: StagedMessage): string[] {
  const named = message.mentions.map(({ authorKey, username }) => authorKey ?? keyOf(staging, username));
  const pointed = message.body.includes('<@')
    ? [...message.body.matchAll(BY_KEY)].map((match) => match[1]!)
    : [];
  return [...named, ...pointed.filter((key) => isAuthor(staging, key))].filter((key) => key !== null);
}

function keyOf(staging: Staging, username: string): string | null {
  const row = staging.statement('select key from staged_author where username = ?').get(username);
  return (row?.['key'] as string | undefined) ?? null;
}

function isAuthor(staging: Staging, key: string): boolean {
  return staging.statement('select 1 from staged_author where key = ?').get(key) !== undefined;
}

/**
 * A text in which those who are mentioned are called by their handles, so that they are found by it. Archives call
 * them `@Name`, as they were shown, or point at their keys.
 */
export function withHandles(body: string, mentioned: ReadonlyMap<string, Author>): string {
  if (!body.includes('@')) return body;
  const byName = [...mentioned.values()].flatMap(({ name, username, handle }) => [
    [`@${name}`, handle] as const,
    [`@${username}`, handle] as const,
  ]);
  byName.sort(([one], [other]) => other.length - one.length);
  return body
    .split(CODE)
    .map((part, index) => (index % 2 ? part : called(part, byName, mentioned)))
    .join('');
}

function called(
  text: string,
  byName: (readonly [string, string])[],
  mentioned: ReadonlyMap<string, Author>,
): string {
  let result = text.replace(BY_KEY, (_, key: string) => `@${mentioned.get(key)?.handle ?? 'someone'}`);
  for (const [shown, handle] of byName) {
    if (result.includes(shown)) result = result.replace(alone(shown), `@${handle}`);
  }
  return result;
}

/** The name where no longer word goes on from it. */
const alone = (shown: string) =>
  new RegExp(`${shown.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')}(?![\\p{L}\\p{N}_]|[.-][\\p{L}\\p{N}])`, 'gu');

/** The text followed by what hung on it and is not kept here: links where it lies elsewhere, else its name. */
export function withAttachments(body: string, elsewhere: { name: string; url: string | null }[]): string {
  if (elsewhere.length === 0) return body;
  const lines = elsewhere.map(({ name, url }) =>
    url ? `[${inLink(name)}](<${inUrl(url)}>)` : `\`${inCode(name)}\``,
  );
  return [body, lines.join('\n')].filter(Boolean).join('\n\n');
}

const inLink = (name: string) =>
  name.replace(/[[\]\\`*_<>\n]/g, (character) => (character === '\n' ? ' ' : `\\${character}`));
const inUrl = (url: string) => url.replace(/[\s<>]/g, (character) => encodeURIComponent(character));
const inCode = (name: string) => name.replace(/[`\n]/g, ' ').trim() || 'file';
