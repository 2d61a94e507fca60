import { uptime } from 'node:os';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { StatementSync } from 'node:sqlite';
import { conflict } from '../../../platform/errors.ts';
import { makeFolder } from '../../../platform/folders.ts';

const CLOCKS_DIFFER_S = 120;

/**
 * A file of its own in which an archive is laid out before it goes into the house. Archives tell things in any order
 * and may be larger than memory; here they are put in order, and an interrupted import finds out how far it came.
 */
export interface Staging {
  database: DatabaseSync;
  /** The prepared statement for this SQL; prepared once. */
  statement(sql: string): StatementSync;
  /** Begins a transaction unless one has begun. */
  begin(): void;
  /** Keeps what was written since it began; nothing waits then. */
  commit(): 0;
  /** Runs `work` in one transaction. */
  together<T>(work: () => T): T;
  /** False where the machine has stopped since it was begun: the file is not synced to the disk, so it may have holes. */
  isWhole: boolean;
  close(): void;
}

/** Opens the staging file at `path`, new or as an interrupted import left it. */
export function openStaging(path: string): Staging {
  makeFolder(dirname(path));
  const database = new DatabaseSync(path);
  prepareFile(database);
  const statements = new Map<string, StatementSync>();

  function statement(sql: string): StatementSync {
    const kept = statements.get(sql) ?? database.prepare(sql);
    statements.set(sql, kept);
    return kept;
  }

  function begin(): void {
    if (!database.isTransaction) database.exec('begin immediate');
  }

  function commit(): 0 {
    if (database.isTransaction) database.exec('commit');
    return 0;
  }

  function together<T>(work: () => T): T {
    begin();
    try {
      const result = work();
      commit();
      return result;
    } catch (error) {
      if (database.isTransaction) database.exec('rollback');
      throw error;
    }
  }

  return {
    database,
    statement,
    isWhole: isSinceBoot(database),
    begin,
    commit,
    together,
    close: () => database.close(),
  };
}

/** Whether the file was begun since the machine was started. */
function isSinceBoot(database: DatabaseSync): boolean {
  const boot = Math.round(Date.now() / 1000 - uptime());
  database.prepare("insert or ignore into staged_note (name, value) values ('boot', ?)").run(boot);
  const { value } = database.prepare("select value from staged_note where name = 'boot'").get() as {
    value: number;
  };
  return Math.abs(boot - value) < CLOCKS_DIFFER_S;
}

/** Takes the file for itself. What a crash of the machine could spoil is only ever a copy of the archive. */
function prepareFile(database: DatabaseSync): void {
  try {
    database.exec(
      'pragma locking_mode = exclusive; pragma journal_mode = truncate; pragma synchronous = off',
    );
    database.exec('pragma cache_size = -16000; pragma temp_store = file');
    database.exec(TABLES);
  } catch (error) {
    database.close();
    if (/locked|busy/.test((error as Error).message)) {
      throw conflict('import-runs', 'This archive is being brought in already.');
    }
    throw error;
  }
}

/*
 * `known` is 0 for a conversation of which only messages have told. `sort_at` puts parents before their answers.
 * Where messages stand is kept apart from what they say, and lies together by conversation, so that putting a large
 * archive in order moves little.
 */
const TABLES = `
  create table if not exists staged_note (name text primary key, value integer not null) without rowid;
  create table if not exists staged_file (
    id integer primary key, path text not null unique, size integer not null, changed_at integer not null,
    position integer not null default 0, done integer not null default 0);
  create table if not exists staged_problem (
    file text not null, line integer not null, why text not null, count integer not null default 1,
    primary key (file, line, why)) without rowid;
  create table if not exists staged_community (key text primary key, name text not null) without rowid;
  create table if not exists staged_author (
    key text primary key, name text not null, username text not null, bot integer not null, aside text) without rowid;
  create table if not exists staged_conversation (
    id integer primary key, key text not null unique, community_key text not null, shape text not null default 'thread',
    restricted integer not null default 0, title text not null default '', about text not null default '', at integer,
    author_key text, parent_key text, aside text, folder text, known integer not null default 0,
    since integer, messages integer not null default 0, placed integer not null default 0);
  create table if not exists staged_message (
    conversation integer not null, key text not null, parent_key text, parent_at integer, at integer not null,
    sort_at integer not null, content integer not null, primary key (conversation, key)) without rowid;
  create table if not exists staged_content (
    id integer primary key, author_key text, edited_at integer, body text not null, state text not null,
    pinned integer not null, reactions text, attachments text, mentions text, same_as text, aside text);
  create table if not exists staged_gap (
    conversation integer not null, parent_key text not null, count integer not null, keys text not null,
    primary key (conversation, parent_key)) without rowid;`;
