import { sql } from 'kysely';
import type { RawBuilder, SqlBool } from 'kysely';
import type { Engine } from '../db/index.ts';
import { takenApart } from './words.ts';

export { firstHit, highlight } from './highlight.ts';
export type { Piece } from './highlight.ts';
export { indexTogether, timeOrder } from './index-together.ts';
export { holder, weigher } from './weigh.ts';
export { fold, wordsOf, wordsSought } from './words.ts';

/** What is looked for: each a list of words that must stand in a row, as `wordsSought` gives them. */
export type Terms = string[][];

/** Columns that only this file names. */
type Hit = Record<never, never>;
type Indexed = 'message' | 'conversation';

/** PostgreSQL holds no longer ones, as migration 0015 says, and does not take them in a question. */
const LONGEST_BYTES = 2040;
/** SQLite is asked for so many longer words by their names. */
const MOST_NAMED = 64;
/** What signs begin with in SQLite's index: a letter of private use. */
const NEVER_TYPED = '\u{e000}';
const INDEX = { message: 'message_words', conversation: 'title_words' } as const;
/** To the letter what the indexes are made of, else PostgreSQL does not use them. */
const POSTGRES_WORDS = {
  message: `(array_to_tsvector(array[message.community_id || coalesce(message.author_id, '')])
    || kith_words(message.community_id, message.body))`,
  conversation: `kith_words(conversation.community_id, conversation.title || ' ' || conversation.about)`,
} as const;
/** Of many at one instant, as archives have them, the same come first however many are asked for. */
const NEWEST = {
  message: 'message.created_at desc, message.id desc',
  conversation: 'conversation.last_at desc, conversation.id desc',
} as const;

export interface Matches {
  /** What to begin a query of the rows with, named `hit`; joined by "cross join", which SQLite keeps in this order. */
  hits: RawBuilder<Hit>;
  /** Which row is a hit. */
  on: RawBuilder<SqlBool>;
  /** Ends the query: the newest first. */
  newest: RawBuilder<unknown>;
}

/**
 * `all` finds the last word also as the beginning of one, `words` finds the words as they are, and `longer` what `all`
 * finds beside that.
 */
export type How = 'all' | 'words' | 'longer';

/** Where to look: in one community, there for what one author said alone. */
export interface Within {
  communityId: string;
  authorId?: string | null;
}

/** How to find the rows there that hold all terms; without any, all of a community. */
export function matches(
  engine: Engine,
  what: Indexed,
  within: Within,
  terms: Terms,
  how: How = 'all',
): Matches {
  return engine === 'sqlite' ? inSqlite(what, within, terms, how) : inPostgres(what, within, terms, how);
}

/** By which SQLite's index knows what stands there, as migrations 0009 and 0010 write it. */
const signOf = ({ communityId, authorId }: Within) =>
  `${NEVER_TYPED}${`${communityId}${authorId ?? ''}`.replaceAll('-', '')}`;

function inSqlite(what: Indexed, within: Within, terms: Terms, how: How): Matches {
  const sign = signOf(within);
  const query = how === 'longer' ? longerInSqlite(sign, terms) : saidInSqlite(sign, terms, within, how);
  const index = sql.table(INDEX[what]);
  // Without a limit SQLite need not keep the order of what it joins with.
  return {
    hits: sql<Hit>`(select rowid as id from ${index} where ${index} match ${query} order by rowid desc limit -1)`,
    on: sql<SqlBool>`hit.id = ${sql.table(what)}.rowid`,
    newest: sql``,
  };
}

/**
 * The community's sign stands with all its messages. SQLite shall look there for those alone that hold all words, and
 * not go through it for each: what stands under a NOT it finds first.
 */
function saidInSqlite(sign: string, terms: Terms, { authorId }: Within, how: How): string {
  const words = quoted(terms, how === 'all' ? '*' : '');
  return terms.length < 2 || authorId
    ? allOf(sign, ...words)
    : `((${allOf(...words)}) NOT place : ${NEVER_TYPED}) AND ${sign}`;
}

const allOf = (...wanted: string[]) => wanted.join(' AND ');

const quoted = (terms: Terms, end = '') =>
  terms.map((phrase, at) => eitherWay(phrase, at === terms.length - 1 ? end : ''));

/** Texts that came with letters in their parts, as some programs write them, are indexed so. */
function eitherWay(phrase: string[], end = ''): string {
  const whole = phrase.join(' ');
  const ways = [...new Set([whole, takenApart(whole)])].map((way) => `"${way}"${end}`);
  return ways.length > 1 ? `(${ways.join(' OR ')})` : ways[0]!;
}

/**
 * Names the longer words where they are few, as SQLite else puts all that begin so in order first, the word itself with
 * them, and wherever in the house it was said.
 */
function longerInSqlite(sign: string, terms: Terms): RawBuilder<string> {
  const [phrase, before] = [terms.at(-1)!, allOf(sign, ...quoted(terms.slice(0, -1)))];
  const [word, begun] = [phrase.at(-1)!, [...phrase.slice(0, -1), ''].join(' ')];
  const without = `NOT ${eitherWay(phrase)}`;
  const named = sql`${`(${before} AND (${NEVER_TYPED}`}
    || coalesce(group_concat(${` OR "${begun}`} || term || '"', ''), '') || ${`)) ${without}`}`;
  return sql`(select case when count(*) > ${MOST_NAMED} then ${`(${allOf(sign, ...quoted(terms, '*'))}) ${without}`} else ${named} end
    from (select term from message_words_terms
      where term >= ${`${word}0`} and term < ${`${word}\u{10ffff}`} limit ${MOST_NAMED + 1}))`;
}

function inPostgres(what: Indexed, within: Within, terms: Terms, how: How): Matches {
  const parts = terms.map((phrase) => phrase.map(takenApart));
  const phrases = parts.map((phrase) => phrase.join(' <-> '));
  const said = phrases.map((phrase) => `(${phrase})`).join(' & ');
  const begun = said.replace(/\)$/, ':*)');
  const words = { words: said, all: begun, longer: `${begun} & !(${phrases.at(-1)})` }[how];
  const bearable = parts.flat().every((word) => Buffer.byteLength(word) <= LONGEST_BYTES);
  const holds = sql<SqlBool>`${sql.raw(POSTGRES_WORDS[what])} @@ ${postgresQuery(within, words)}`;
  return {
    hits: sql<Hit>`(select 1 as one)`,
    on: terms.length === 0 ? sql<SqlBool>`1 = 1` : bearable ? holds : sql<SqlBool>`1 = 0`,
    newest: sql`order by ${sql.raw(NEWEST[what])}`,
  };
}

/** Words stand under a sign for their community, as migration 0015 writes it, and under one for their author as a word. */
function postgresQuery({ communityId, authorId }: Within, words: string): RawBuilder<unknown> {
  const signed = `'${communityId.slice(-6)}\\1'`;
  const query = sql`regexp_replace(to_tsquery('simple', ${words})::text, '''([^'']+)''', ${signed}, 'g')::tsquery`;
  return authorId ? sql`(${`'${communityId}${authorId}'`}::tsquery && ${query})` : query;
}
