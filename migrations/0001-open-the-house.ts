import { sql } from 'kysely';
import type { Kysely } from 'kysely';

type Engine = 'sqlite' | 'postgres';

/** Facts, people, communities and conversations. */
export async function up(db: Kysely<any>, engine: Engine): Promise<void> {
  for (const statement of [...platform, ...people, ...auth(engine), ...communities, ...conversations]) {
    await sql.raw(statement).execute(db);
  }
  for (const statement of engine === 'sqlite' ? sqliteSearch : postgresSearch)
    await sql.raw(statement).execute(db);
}

const platform = [
  `create table fact (
    community_id text not null, seq bigint not null, kind text not null, actor_id text, conversation_id text,
    at bigint not null, payload text not null, primary key (community_id, seq))`,
  `create table fact_counter (community_id text primary key, seq bigint not null)`,
  `create table reaction_cursor (
    name text not null, community_id text not null, seq bigint not null, primary key (community_id, name))`,
  `create table setting (key text primary key, value text not null)`,
];

const people = [
  `create table person (
    id text primary key, handle text not null unique, name text not null, about text not null default '',
    interests text not null default '[]', time_zone text not null default 'UTC', language text not null default 'en',
    picture text, imported integer not null default 0, created_at bigint not null)`,
  `create table access_token (
    id text primary key, person_id text not null references person (id) on delete cascade, name text not null,
    hash text not null unique, scopes text not null, created_at bigint not null, expires_at bigint,
    used_at bigint)`,
  `create index access_token_person on access_token (person_id)`,
];

/* Read and written by better-auth, which has its own ways with times and booleans on each engine. */
function auth(engine: Engine): string[] {
  const time = engine === 'sqlite' ? 'date' : 'timestamptz';
  return [
    `create table auth_user (
      id text primary key references person (id) on delete cascade, name text not null default '',
      email text not null unique, email_verified boolean not null default false, image text,
      created_at ${time} not null, updated_at ${time} not null)`,
    `create table auth_credential (
      id text primary key, person_id text not null references auth_user (id) on delete cascade,
      account_id text not null, provider_id text not null, access_token text, refresh_token text, id_token text,
      access_token_expires_at ${time}, refresh_token_expires_at ${time}, scope text, password text,
      created_at ${time} not null, updated_at ${time} not null)`,
    `create index auth_credential_person on auth_credential (person_id)`,
    `create table auth_session (
      id text primary key, person_id text not null references auth_user (id) on delete cascade,
      token text not null unique, address text, agent text,
      created_at ${time} not null, updated_at ${time} not null, expires_at ${time} not null)`,
    `create index auth_session_person on auth_session (person_id)`,
    `create table auth_verification (
      id text primary key, identifier text not null, value text not null,
      created_at ${time} not null, updated_at ${time} not null, expires_at ${time} not null)`,
    `create index auth_verification_identifier on auth_verification (identifier)`,
    `create table auth_passkey (
      id text primary key, person_id text not null references auth_user (id) on delete cascade, name text,
      public_key text not null, credential_id text not null, counter integer not null, device_type text not null,
      backed_up boolean not null, transports text, aaguid text, created_at ${time})`,
    `create index auth_passkey_person on auth_passkey (person_id)`,
    `create unique index auth_passkey_credential on auth_passkey (credential_id)`,
  ];
}

const communities = [
  `create table community (
    id text primary key, slug text not null unique, name text not null, purpose text not null,
    community_values text not null, interests text not null, hue integer not null, agreements text not null,
    size_limit integer not null, listed integer not null, member_count integer not null, created_at bigint not null,
    closed_at bigint)`,
  `create table member (
    community_id text not null, person_id text not null, role text not null, joined_at bigint not null,
    introduction text not null default '', invited_by text, primary key (community_id, person_id))`,
  `create index member_person on member (person_id)`,
  `create index member_joined on member (community_id, joined_at)`,
  `create table greeting (
    community_id text not null, person_id text not null, greeted_by text not null, at bigint not null,
    primary key (community_id, person_id, greeted_by))`,
  `create table invite (
    community_id text not null, id text not null, secret_hash text not null, email text, invited_by text not null,
    uses_left integer not null, created_at bigint not null, expires_at bigint not null, revoked_at bigint,
    primary key (community_id, id))`,
  `create unique index invite_secret on invite (community_id, secret_hash)`,
  `create table waiting (
    community_id text not null, person_id text not null, introduction text not null, invited_by text,
    since bigint not null, primary key (community_id, person_id))`,
  `create index waiting_person on waiting (person_id)`,
  `create table removal (
    community_id text not null, person_id text not null, removed_by text not null, reason text not null,
    at bigint not null, primary key (community_id, person_id))`,
];

const conversations = [
  `create table conversation_counter (community_id text primary key, number integer not null)`,
  `create table conversation (
    community_id text not null, id text not null, kind text not null, number integer not null, slug text,
    title text not null, about text not null default '', restricted integer not null default 0,
    created_at bigint not null, created_by text, last_number integer not null default 0, last_at bigint not null,
    last_author_id text, last_excerpt text, answered integer not null default 0, by_newcomer integer not null default 0,
    closed_at bigint, closed_by text, closed_reason text, kept_from_id text, kept_from_first integer,
    kept_from_last integer, version integer not null default 0, primary key (community_id, id))`,
  `create unique index conversation_number on conversation (community_id, number)`,
  `create unique index conversation_slug on conversation (community_id, slug)`,
  `create index conversation_latest on conversation (community_id, kind, last_at)`,
  `create table participant (
    community_id text not null, conversation_id text not null, person_id text not null, added_at bigint not null,
    primary key (community_id, conversation_id, person_id))`,
  `create index participant_person on participant (community_id, person_id)`,
  `create table reading (
    community_id text not null, person_id text not null, conversation_id text not null,
    read_number integer not null, level text not null, following integer not null, why text not null,
    primary key (community_id, person_id, conversation_id))`,
  `create index reading_conversation on reading (community_id, conversation_id)`,
  `create table message (
    community_id text not null, conversation_id text not null, number integer not null, id text not null,
    author_id text, parent_number integer, body text not null, html text not null, created_at bigint not null,
    edited_at bigint, state text not null default 'here', removed_by text, removed_reason text, kept_as text,
    has_link integer not null default 0, has_file integer not null default 0, reacted integer not null default 0,
    primary key (community_id, conversation_id, number))`,
  `create unique index message_id on message (community_id, id)`,
  `create index message_author on message (community_id, author_id, created_at)`,
  `create table reaction (
    community_id text not null, conversation_id text not null, number integer not null, emoji text not null,
    person_id text not null, at bigint not null,
    primary key (community_id, conversation_id, number, emoji, person_id))`,
  `create table mention (
    community_id text not null, person_id text not null, conversation_id text not null, number integer not null,
    primary key (community_id, person_id, conversation_id, number))`,
  `create table attachment (
    community_id text not null, id text not null, owner_id text, conversation_id text not null, number integer,
    name text not null, mime text not null, size bigint not null, width integer, height integer,
    preview integer not null default 0, position integer not null default 0, stored text not null,
    created_at bigint not null, primary key (community_id, id))`,
  `create index attachment_message on attachment (community_id, conversation_id, number)`,
];

/* The index holds folded words beside the tables, kept by triggers, so that nothing that writes can forget it. */
const sqliteSearch = [
  `create virtual table message_words using fts5 (
    body, content = 'message', content_rowid = 'rowid', tokenize = 'unicode61 remove_diacritics 2')`,
  `create trigger message_words_in after insert on message when new.body <> '' begin
    insert into message_words (rowid, body) values (new.rowid, new.body); end`,
  `create trigger message_words_out after delete on message when old.body <> '' begin
    insert into message_words (message_words, rowid, body) values ('delete', old.rowid, old.body); end`,
  `create trigger message_words_change after update of body on message when old.body <> new.body begin
    insert into message_words (message_words, rowid, body)
      select 'delete', old.rowid, old.body where old.body <> '';
    insert into message_words (rowid, body) select new.rowid, new.body where new.body <> ''; end`,
  `create virtual table title_words using fts5 (
    title, about, content = 'conversation', content_rowid = 'rowid', tokenize = 'unicode61 remove_diacritics 2')`,
  `create trigger title_words_in after insert on conversation begin
    insert into title_words (rowid, title, about) values (new.rowid, new.title, new.about); end`,
  `create trigger title_words_out after delete on conversation begin
    insert into title_words (title_words, rowid, title, about) values ('delete', old.rowid, old.title, old.about); end`,
  `create trigger title_words_change after update of title, about on conversation begin
    insert into title_words (title_words, rowid, title, about) values ('delete', old.rowid, old.title, old.about);
    insert into title_words (rowid, title, about) values (new.rowid, new.title, new.about); end`,
];

const postgresSearch = [
  `create function kith_fold(words text) returns text language sql immutable parallel safe as
    $$ select regexp_replace(lower(regexp_replace(normalize(words, NFD), '[\\u0300-\\u036f]', '', 'g')),
         '[\\u0001-\\u002f\\u003a-\\u0040\\u005b-\\u0060\\u007b-\\u00a9\\u2000-\\u206f]', ' ', 'g') $$`,
  `create index message_words on message using gin (to_tsvector('simple', kith_fold(body)))`,
  `create index title_words on conversation using gin (to_tsvector('simple', kith_fold(title || ' ' || about)))`,
];
