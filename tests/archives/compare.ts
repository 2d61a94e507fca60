import { sql } from 'kysely';
import type { Db } from '../../src/platform/db/index.ts';
import type { Expectation, Expected } from './expected.ts';

interface Found {
  name: string;
  parent: string | null;
  conversation_id: string;
  number: number;
  parent_number: number | null;
  created_at: number;
  state: string;
  body: string;
  author: string | null;
  imported: number | null;
  reactions: number;
}

/** What of an installation is not as expected, in sentences without names; empty where all is well. */
export async function compare(db: Db, communityId: string, expected: Expectation): Promise<string[]> {
  const found = (await messagesIn(communityId).execute(db)).rows;
  const counted = await countIn(communityId).execute(db);
  const { conversations, all, authors } = counted.rows[0]!;
  return [
    ...differs('messages', Number(all), expected.messages.size),
    ...differs('messages with a key', found.length, expected.messages.size),
    ...differs('conversations', Number(conversations), expected.conversations.size),
    ...(Number(authors) < expected.authors.size
      ? differs('authors', Number(authors), expected.authors.size)
      : []),
    ...wrongOnes(found, expected),
    ...gaps(found),
  ];
}

const messagesIn = (communityId: string) => sql<Found>`
  select source.key || ' ' || kept.key as name, message.*, person.name as author, person.imported,
    source.key || ' ' || (select up.key from import_message up where up.community_id = kept.community_id
      and up.conversation_id = kept.conversation_id and up.number = message.parent_number) as parent,
    (select count(*) from reaction where reaction.community_id = message.community_id
      and reaction.conversation_id = message.conversation_id and reaction.number = message.number) as reactions
  from import_message kept
  join import_source source on source.community_id = kept.community_id and source.kind = 'conversation'
    and source.target_id = kept.conversation_id
  join message on message.community_id = kept.community_id and message.conversation_id = kept.conversation_id
    and message.number = kept.number
  left join person on person.id = message.author_id
  where kept.community_id = ${communityId}`;

const countIn = (communityId: string) => sql<Record<'conversations' | 'all' | 'authors', number>>`
  select (select count(*) from conversation where community_id = ${communityId}) as conversations,
    (select count(*) from message where community_id = ${communityId}) as "all",
    (select count(*) from import_source
      where community_id = ${communityId} and kind = 'author' and key <> '?') as authors`;

const differs = (what: string, found: number, expected: number) =>
  found === expected ? [] : [`${found} ${what} instead of ${expected}`];

function wrongOnes(found: Found[], { messages }: Expectation): string[] {
  const wrong = new Map<string, number>();
  const complain = (what: string) => wrong.set(what, (wrong.get(what) ?? 0) + 1);
  const seen = new Set<string>();
  for (const one of found) {
    const expected = messages.get(one.name);
    if (seen.has(one.name)) complain('stand twice');
    seen.add(one.name);
    if (expected) for (const what of faults(one, expected)) complain(what);
    else complain('were not expected');
  }
  for (const name of messages.keys()) if (!seen.has(name)) complain('are missing');
  return [...wrong].map(([what, times]) => `${times} messages ${what}`);
}

function faults(one: Found, expected: Expected): string[] {
  return [
    ...(one.parent === expected.parent ? [] : ['answer another message']),
    ...(one.parent_number !== null && one.parent_number >= one.number
      ? ['stand before what they answer']
      : []),
    ...(expected.at === null || one.created_at === expected.at ? [] : ['have another time']),
    ...(one.state === expected.state ? [] : [`are ${one.state} instead of ${expected.state}`]),
    ...(one.author === expected.author ? [] : ['have another author']),
    ...(one.author === null || one.imported === 1 ? [] : ['are not shown as imported']),
    ...(expected.words === null || one.body.includes(expected.words) ? [] : ['have other words']),
    ...(one.reactions === expected.reactions ? [] : ['have other reactions']),
  ];
}

/** Numbers must count from 1 without gaps. */
function gaps(found: Found[]): string[] {
  const byConversation = Map.groupBy(found, (one) => one.conversation_id);
  const holey = [...byConversation.values()].filter(
    (list) => Math.max(...list.map(({ number }) => number)) !== list.length,
  );
  return holey.length ? [`${holey.length} conversations whose numbers have gaps`] : [];
}
