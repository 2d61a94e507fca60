import { sql } from 'kysely';
import type { RawBuilder, SqlBool } from 'kysely';
import type { Engine } from '../db/index.ts';

export { highlight } from './highlight.ts';
export { indexTogether } from './index-together.ts';
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

/** What to join a query of these rows with, on what, and `rank`, smaller for better. */
export function matches(
  engine: Engine,
  what: Indexed,
  terms: Terms,
): { hits: RawBuilder<Hit>; on: RawBuilder<SqlBool>; rank: RawBuilder<number> } {
  return engine === 'sqlite' ? inSqlite(what, terms) : inPostgres(what, terms);
}

function inSqlite(what: Indexed, terms: Terms) {
  const query = terms
    .map((phrase, at) => `"${phrase.join(' ')}"${at === terms.length - 1 ? '*' : ''}`)
    .join(' ');
  const index = sql.table(INDEX[what]);
  return {
    // Read once: the limit keeps it whole, else the index is searched, and all of its hits weighed, for every row.
    hits: sql<Hit>`(select rowid as id, rank as weight from ${index} where ${index} match ${query} limit -1)`,
    on: sql<SqlBool>`hit.id = ${sql.table(what)}.rowid`,
    rank: sql<number>`hit.weight`,
  };
}

function inPostgres(what: Indexed, terms: Terms) {
  const last = terms.length - 1;
  const query = terms.map((phrase, at) => `(${phrase.join(' <-> ')}${at === last ? ':*' : ''})`).join(' & ');
  const column = sql.raw(POSTGRES_WORDS[what]);
  return {
    hits: sql<Hit>`(select to_tsquery('simple', ${query}) as words)`,
    on: sql<SqlBool>`${column} @@ hit.words`,
    rank: sql<number>`-ts_rank(${column}, hit.words)`,
  };
}
