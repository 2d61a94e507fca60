import { sql } from 'kysely';
import type { RawBuilder, SqlBool } from 'kysely';
import type { Engine } from '../db/index.ts';

export { highlight } from './highlight.ts';
export { indexTogether, timeOrder } from './index-together.ts';
export { wordsOf } from './words.ts';

/** What is looked for: each a list of folded words that must stand in a row; the last word may be a beginning. */
export type Terms = string[][];

/** Columns that only this file names. */
type Hit = Record<never, never>;
type Indexed = 'message' | 'conversation';
/** To the letter what the indexes are made of, else PostgreSQL does not use them. */
const POSTGRES_WORDS = {
  message: `to_tsvector('simple', kith_fold(message.body))`,
  conversation: `to_tsvector('simple', kith_fold(conversation.title || ' ' || conversation.about))`,
} as const;
const INDEX = { message: 'message_words', conversation: 'title_words' } as const;

export interface Matches {
  /** What to begin a query of the rows with, named `hit`. */
  hits: RawBuilder<Hit>;
  /** Which row is a hit. */
  on: RawBuilder<SqlBool>;
  /** Smaller for better. */
  rank: RawBuilder<number>;
  /** For weighing later, in a query of rows named `found` that has this column as `weight`: the rank is then `rankFound`. */
  weight: RawBuilder<unknown>;
  rankFound: RawBuilder<number>;
  /** Whether there may be hits beyond these. */
  partial: boolean;
}

/** How to find rows by words; with `newest`, among so many of the hits that were stored last, where that saves work. */
export function matches(engine: Engine, what: Indexed, terms: Terms, newest: number | null = null): Matches {
  return engine === 'sqlite' ? inSqlite(what, terms, newest) : inPostgres(what, terms);
}

function inSqlite(what: Indexed, terms: Terms, newest: number | null): Matches {
  const query = terms
    .map((phrase, at) => `"${phrase.join(' ')}"${at === terms.length - 1 ? '*' : ''}`)
    .join(' ');
  const index = sql.table(INDEX[what]);
  // Read once: the limit keeps it whole, else the index is searched, and all of its hits weighed, for every row.
  const which = newest === null ? sql`limit -1` : sql`order by rowid desc limit ${newest}`;
  return {
    hits: sql<Hit>`(select rowid as id, rank as weight from ${index} where ${index} match ${query} ${which})`,
    on: sql<SqlBool>`hit.id = ${sql.table(what)}.rowid`,
    rank: sql<number>`hit.weight`,
    weight: sql`hit.weight`,
    rankFound: sql<number>`found.weight`,
    partial: newest !== null,
  };
}

/* Its index knows which rows are hits, and weighing one means taking its text apart again. */
function inPostgres(what: Indexed, terms: Terms): Matches {
  const last = terms.length - 1;
  const query = terms.map((phrase, at) => `(${phrase.join(' <-> ')}${at === last ? ':*' : ''})`).join(' & ');
  const column = sql.raw(POSTGRES_WORDS[what]);
  return {
    hits: sql<Hit>`(select to_tsquery('simple', ${query}) as words)`,
    on: sql<SqlBool>`${column} @@ hit.words`,
    rank: sql<number>`-ts_rank(${column}, hit.words)`,
    weight: sql`hit.words`,
    rankFound: sql<number>`-ts_rank(to_tsvector('simple', kith_fold(found.body)), found.weight)`,
    partial: false,
  };
}
