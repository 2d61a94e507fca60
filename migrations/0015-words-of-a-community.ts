import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/**
 * PostgreSQL finds each word under a sign for its community, so that what is said in others is not even skipped: a search
 * for two words in one of ten communities, ten million messages in all, went through what all ten had said with them.
 */
export async function up(db: Kysely<any>, engine: 'sqlite' | 'postgres'): Promise<void> {
  if (engine === 'postgres') for (const statement of statements) await sql.raw(statement).execute(db);
}

const MARKS = `'[\\u0300-\\u036f]'`;
const BETWEEN = `'[\\u0001-\\u002f\\u003a-\\u0040\\u005b-\\u0060\\u007b-\\u00a9\\u2000-\\u206f]'`;
/** A text of ASCII alone, which has a byte for each letter, has no marks to take off. */
const bare = `case when octet_length(words) = length(words) then words
  else regexp_replace(normalize(words, NFD), ${MARKS}, '', 'g') end`;
const words = `to_tsvector('simple', regexp_replace(lower(${bare}), ${BETWEEN}, ' ', 'g'))`;

/** PostgreSQL takes words of 2046 bytes. Taken apart, a letter may become three times as long. */
const LONGEST = 2040;

/*
 * The sign is the end of the community's id, the part that chance makes. Two communities may have the same one: then both
 * are looked through, and each message is asked for its community. It goes before each word as the index holds it,
 * which has neither spaces nor quotes inside; one that is too long with it is not indexed, as is one that is too long by
 * itself. What the function costs and how many words are counted lets the planner tell
 * a word that is said all the time, whose latest are found by going back in time, from one that is not; for that it needs
 * counts at once.
 */
const statements = [
  `drop index message_words`,
  `drop index title_words`,
  `create or replace function kith_words(place text, words text) returns tsvector
    language plpgsql immutable parallel safe cost 100 as $$ declare found tsvector := ${words}; begin
      if octet_length(words) > ${LONGEST / 3} then
        found := ts_delete(found, array(select lexeme from unnest(found) where octet_length(lexeme) > ${LONGEST}));
      end if;
      return replace(' ' || found::text, ' ''', ' ''' || right(place, 6))::tsvector; end $$`,
  `create index message_words on message using gin (
    (array_to_tsvector(array[community_id || coalesce(author_id, '')]) || kith_words(community_id, body)))
    with (gin_pending_list_limit = 256)`,
  `create index title_words on conversation using gin (kith_words(community_id, title || ' ' || about))
    with (gin_pending_list_limit = 256)`,
  `alter index message_words alter column 1 set statistics 300`,
  `analyze message, conversation`,
];
