import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** A message is indexed under a sign for its author in that community as well, which is the community's with the author's id. */
export async function up(db: Kysely<any>, engine: 'sqlite' | 'postgres'): Promise<void> {
  for (const statement of engine === 'sqlite' ? sqlite : postgres) await sql.raw(statement).execute(db);
}

const place = (of: string) => `char(57344) || replace(${of}community_id, '-', '')`;
const places = (of: string) =>
  `${place(of)} || coalesce(' ' || ${place(of)} || replace(${of}author_id, '-', ''), '')`;
const into = `insert into message_words (rowid, place, body)`;
const out = `insert into message_words (message_words, rowid, place, body)
  select 'delete', old.rowid, ${places('old.')}, old.body where old.body <> ''`;
const inAgain = `${into} select new.rowid, ${places('new.')}, new.body where new.body <> ''`;

const sqlite = [
  ...['message_words_in', 'message_words_out', 'message_words_change'].map((name) => `drop trigger ${name}`),
  `drop table message_words`,
  `drop view message_word_source`,
  `create view message_word_source as
    select rowid as id, ${places('')} as place, body from message where body <> ''`,
  `create virtual table message_words using fts5 (place, body, content = 'message_word_source',
    content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2')`,
  `${into} select id, place, body from message_word_source`,
  `create trigger message_words_in after insert on message
    when not exists (select 1 from message_words_held) begin ${inAgain}; end`,
  `create trigger message_words_out after delete on message begin ${out}; end`,
  `create trigger message_words_change after update of body, author_id on message
    when old.body <> new.body or old.author_id is not new.author_id begin ${out}; ${inAgain}; end`,
];

const postgres = [
  `drop index message_words`,
  `create index message_words on message using gin (
    (array_to_tsvector(array[community_id || coalesce(author_id, '')]) || kith_words(community_id, body)))
    with (gin_pending_list_limit = 256)`,
];
