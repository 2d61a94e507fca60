import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/**
 * Every text is indexed under a sign for its community as well, so that a search in one community costs nothing for
 * what is said in others. In SQLite the sign is a word that begins with a letter nobody types (U+E000, of private use).
 */
export async function up(db: Kysely<any>, engine: 'sqlite' | 'postgres'): Promise<void> {
  for (const statement of engine === 'sqlite' ? sqlite : postgres) await sql.raw(statement).execute(db);
}

const place = (of: string) => `char(57344) || replace(${of}community_id, '-', '')`;
const tokens = `tokenize = 'unicode61 remove_diacritics 2'`;
const messageIn = `insert into message_words (rowid, place, body) values (new.rowid, ${place('new.')}, new.body)`;
const messageOut = `insert into message_words (message_words, rowid, place, body)
  select 'delete', old.rowid, ${place('old.')}, old.body`;
const titleIn = `insert into title_words (rowid, place, title, about)
  values (new.rowid, ${place('new.')}, new.title, new.about)`;
const titleOut = `insert into title_words (title_words, rowid, place, title, about)
  values ('delete', old.rowid, ${place('old.')}, old.title, old.about)`;

const sqlite = [
  ...['message_words_in', 'message_words_out', 'message_words_change'].map((name) => `drop trigger ${name}`),
  ...['title_words_in', 'title_words_out', 'title_words_change'].map((name) => `drop trigger ${name}`),
  `drop table message_words`,
  `drop table title_words`,
  `create view message_word_source as
    select rowid as id, ${place('')} as place, body from message where body <> ''`,
  `create view title_word_source as select rowid as id, ${place('')} as place, title, about from conversation`,
  `create virtual table message_words using fts5 (
    place, body, content = 'message_word_source', content_rowid = 'id', ${tokens})`,
  `create virtual table title_words using fts5 (
    place, title, about, content = 'title_word_source', content_rowid = 'id', ${tokens})`,
  `insert into message_words (rowid, place, body) select id, place, body from message_word_source`,
  `insert into title_words (rowid, place, title, about) select id, place, title, about from title_word_source`,
  `create trigger message_words_in after insert on message
    when new.body <> '' and not exists (select 1 from message_words_held) begin ${messageIn}; end`,
  `create trigger message_words_out after delete on message when old.body <> '' begin ${messageOut}; end`,
  `create trigger message_words_change after update of body on message when old.body <> new.body begin
    ${messageOut} where old.body <> '';
    ${messageIn.replace(' values (', ' select ').replace(/\)$/, ` where new.body <> ''`)}; end`,
  `create trigger title_words_in after insert on conversation begin ${titleIn}; end`,
  `create trigger title_words_out after delete on conversation begin ${titleOut}; end`,
  `create trigger title_words_change after update of title, about on conversation begin ${titleOut}; ${titleIn}; end`,
];

/*
 * The function is said to cost what it costs, so that the planner does not take thousands of texts apart instead of using
 * the index. It calls nothing of ours: "analyze" and "pg_restore" run it where only PostgreSQL's own functions are found.
 * Little may be left to be put in order, as every search goes through that.
 */
const postgres = [
  `create function kith_words(place text, words text) returns tsvector
    language plpgsql immutable parallel safe cost 1000 as $$ begin
      return array_to_tsvector(array[place]) || to_tsvector('simple',
        regexp_replace(lower(regexp_replace(normalize(words, NFD), '[\\u0300-\\u036f]', '', 'g')),
          '[\\u0001-\\u002f\\u003a-\\u0040\\u005b-\\u0060\\u007b-\\u00a9\\u2000-\\u206f]', ' ', 'g')); end $$`,
  `drop index message_words`,
  `drop index title_words`,
  `drop function kith_fold`,
  `create index message_words on message using gin (kith_words(community_id, body))
    with (gin_pending_list_limit = 256)`,
  `create index title_words on conversation using gin (kith_words(community_id, title || ' ' || about))
    with (gin_pending_list_limit = 256)`,
];
