import { sql } from 'kysely';
import type { RawBuilder, SqlBool } from 'kysely';
import type { Engine } from '../db/index.ts';

export { highlight } from './highlight.ts';
export { indexTogether, timeOrder } from './index-together.ts';
export { weigher } from './weigh.ts';
export { wordsOf } from './words.ts';

/** What is looked for: each a list of folded words that must stand in a row; the last word may be a beginning. */
export type Terms = string[][];

/** Columns that only this file names. */
type Hit = Record<never, never>;
type Indexed = 'message' | 'conversation';

/** So many hits are looked through for what one may see and wants, before all of them are. */
const LOOKED_THROUGH = 20_000;
const INDEX = { message: 'message_words', conversation: 'title_words' } as const;
/** To the letter what the indexes are made of, else PostgreSQL does not use them. */
const POSTGRES_WORDS = {
  message: `kith_words(message.community_id, message.body)`,
  conversation: `kith_words(conversation.community_id, conversation.title || ' ' || conversation.about)`,
} as const;
const NEWEST = { message: 'message.created_at', conversation: 'conversation.last_at' } as const;

export interface Matches {
  /** What to begin a query of the rows with, named `hit`; joined by "cross join", which SQLite keeps in this order. */
  hits: RawBuilder<Hit>;
  /** Which row is a hit. */
  on: RawBuilder<SqlBool>;
  /** Whether there may be hits beyond these. */
  partial: boolean;
  /** Ends the query: so many of the newest. */
  newest(limit: number): RawBuilder<unknown>;
}

/** How to find the rows of one community that hold all terms. `whole` looks through all of them, however many. */
export function matches(
  engine: Engine,
  what: Indexed,
  communityId: string,
  terms: Terms,
  { whole = false } = {},
): Matches {
  return engine === 'sqlite'
    ? inSqlite(what, communityId, terms, whole)
    : inPostgres(what, communityId, terms);
}

/* The index gives the latest row first, and no more than are asked for; sorting them anew would have it give all. */
function inSqlite(what: Indexed, communityId: string, terms: Terms, whole: boolean): Matches {
  const query = [
    `\u{e000}${communityId.replaceAll('-', '')}`,
    ...terms.map((phrase, at) => `"${phrase.join(' ')}"${at === terms.length - 1 ? '*' : ''}`),
  ].join(' ');
  const index = sql.table(INDEX[what]);
  const most = whole ? -1 : LOOKED_THROUGH;
  return {
    hits: sql<Hit>`(select rowid as id from ${index} where ${index} match ${query} order by rowid desc limit ${most})`,
    on: sql<SqlBool>`hit.id = ${sql.table(what)}.rowid`,
    partial: !whole,
    newest: (limit) => sql`limit ${limit}`,
  };
}

function inPostgres(what: Indexed, communityId: string, terms: Terms): Matches {
  const last = terms.length - 1;
  const words = terms.map((phrase, at) => `(${phrase.join(' <-> ')}${at === last ? ':*' : ''})`).join(' & ');
  const query = sql`(${`'${communityId}'`}::tsquery && to_tsquery('simple', ${words}))`;
  return {
    hits: sql<Hit>`(select 1 as one)`,
    on: sql<SqlBool>`${sql.raw(POSTGRES_WORDS[what])} @@ ${query}`,
    partial: false,
    newest: (limit) => sql`order by ${sql.raw(NEWEST[what])} desc limit ${limit}`,
  };
}
