import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { Engine } from '../db/index.ts';

export { highlight } from './highlight.ts';
export type { Piece } from './highlight.ts';
export { fold, wordsOf } from './words.ts';

/** What is looked for: each a list of folded words that must stand in a row; the last word may be a beginning. */
export type Terms = string[][];

type Indexed = 'message' | 'conversation';
/** To the letter what the indexes are made of, else PostgreSQL does not use them. */
const POSTGRES_WORDS = {
  message: `to_tsvector('simple', kith_fold(message.body))`,
  conversation: `to_tsvector('simple', kith_fold(conversation.title || ' ' || conversation.about))`,
} as const;
const INDEX = { message: 'message_words', conversation: 'title_words' } as const;

/** A table expression of matching rows: `row` to join on, and `rank`, smaller for better. */
export function matches(
  engine: Engine,
  what: Indexed,
  terms: Terms,
): { join: RawBuilder<unknown>; rank: RawBuilder<number> } {
  return engine === 'sqlite' ? inSqlite(what, terms) : inPostgres(what, terms);
}

function inSqlite(what: Indexed, terms: Terms) {
  const query = terms
    .map((phrase, at) => `"${phrase.join(' ')}"${at === terms.length - 1 ? '*' : ''}`)
    .join(' ');
  const index = sql.table(INDEX[what]);
  return {
    join: sql`${sql.table(what)}.rowid in (select rowid from ${index} where ${index} match ${query})`,
    rank: sql<number>`(select rank from ${index} where ${index} match ${query} and rowid = ${sql.table(what)}.rowid)`,
  };
}

function inPostgres(what: Indexed, terms: Terms) {
  const last = terms.length - 1;
  const query = terms.map((phrase, at) => `(${phrase.join(' <-> ')}${at === last ? ':*' : ''})`).join(' & ');
  const column = sql.raw(POSTGRES_WORDS[what]);
  return {
    join: sql`${column} @@ to_tsquery('simple', ${query})`,
    rank: sql<number>`-ts_rank(${column}, to_tsquery('simple', ${query}))`,
  };
}
