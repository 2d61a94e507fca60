import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { readSpread } from '../src/platform/db/index.ts';
import type { Db, Engine } from '../src/platform/db/index.ts';
import { onEachEngine } from './engines.ts';

/** Tables whose rows belong to the whole installation, each with its reason. All others belong to communities. */
const installationWide: Record<string, string> = {
  person: 'a person may be in many communities',
  access_token: 'a token is a person’s, wherever it is used',
  auth_user: 'an account is there before any community',
  auth_credential: 'belongs to an account',
  auth_session: 'belongs to an account',
  auth_verification: 'belongs to an account, or to an address that is none yet',
  auth_passkey: 'belongs to an account',
  community: 'the list of communities itself: found by addresses that are unique among all',
  limit_use: 'limits are those of a person or an address, in whatever community',
  setting: 'settings and secrets of the installation',
  migration: 'which migrations this database has seen',
};

/** SQLite’s index of words, one for all communities: what it finds is always looked up in tables that belong to one. */
const ofSqlite = /^(message_words|title_words)(_(data|idx|docsize|config|held|terms))?$/;

onEachEngine((engine) => {
  describe('every table', () => {
    test('belongs to communities by the beginning of its key and of whatever is unique, or is listed with a reason', async () => {
      const { store } = await engine.open();
      const tables = await tablesOf(engine.name, store.read);
      const others = tables.filter(({ name }) => !installationWide[name] && !ofSqlite.test(name));
      expect(others.length).toBeGreaterThan(15);
      const beginnings = others.flatMap(({ name, unique }) =>
        (unique.length ? unique : ['no key']).map((first) => `${name}: ${first}`),
      );
      expect(beginnings.filter((one) => !one.endsWith(': community_id'))).toEqual([]);
    });

    test('that is listed is there, and has no community', async () => {
      const { store } = await engine.open();
      const tables = await tablesOf(engine.name, store.read);
      const listed = tables.filter(({ name }) => installationWide[name]);
      expect(listed.map(({ name }) => name).sort()).toEqual(Object.keys(installationWide).sort());
      expect(listed.filter(({ columns }) => columns.includes('community_id'))).toEqual([]);
    });

    test('that refers to another stays within what every machine has', async () => {
      const { store } = await engine.open();
      const tables = await tablesOf(engine.name, store.read);
      const referring = tables.filter(({ refers }) => refers.length);
      expect(referring.length).toBeGreaterThan(0);
      for (const { name, refers } of referring)
        for (const one of [name, ...refers]) expect(installationWide).toHaveProperty(one);
    });
  });

  if (engine.name === 'postgres') {
    test('how tables are spread over machines is read from the database, and leaves none out', async () => {
      const { store } = await engine.open();
      const { byCommunity, everywhere } = await readSpread(store.read);
      const all = (await tablesOf('postgres', store.read)).map(({ name }) => name);
      expect([...byCommunity, ...everywhere, 'migration'].sort()).toEqual(all.sort());
      expect([...everywhere, 'migration'].sort()).toEqual(Object.keys(installationWide).sort());
      expect(everywhere.indexOf('person')).toBeLessThan(everywhere.indexOf('auth_user'));
      expect(everywhere.indexOf('auth_user')).toBeLessThan(everywhere.indexOf('auth_credential'));
    });
  }
});

interface Table {
  name: string;
  columns: string[];
  /** The first column of its key and of each unique index. */
  unique: string[];
  refers: string[];
}

/** As the catalog of the database has them. */
async function tablesOf(engine: Engine, db: Db): Promise<Table[]> {
  const { rows } = await (engine === 'sqlite' ? inSqlite : inPostgres).execute(db);
  const list = (text: string | null) => text?.split(' ') ?? [];
  return rows.map(({ name, ...of }) => ({
    name,
    columns: list(of.columns),
    unique: list(of.unique),
    refers: list(of.refers),
  }));
}

type Row = { name: string; columns: string } & Record<'unique' | 'refers', string | null>;

const inSqlite = sql<Row>`select name,
    (select group_concat(name, ' ') from pragma_table_info(one.name)) as columns,
    (select group_concat(first, ' ') from (
      select (select name from pragma_index_info(list.name) where seqno = 0) as first
      from pragma_index_list(one.name) list where "unique" = 1
      union all select name from pragma_table_info(one.name) where pk = 1)) as "unique",
    (select group_concat("table", ' ') from pragma_foreign_key_list(one.name)) as refers
  from sqlite_master one where type = 'table' and name not like 'sqlite_%'`;

const inPostgres = sql<Row>`select relname as name,
    (select string_agg(attname, ' ') from pg_attribute where attrelid = one.oid and attnum > 0 and not attisdropped) as columns,
    (select string_agg(coalesce(attname, 'an expression'), ' ') from pg_index
      left join pg_attribute on attrelid = indrelid and attnum = indkey[0] and attnum > 0
      where indrelid = one.oid and indisunique) as "unique",
    (select string_agg(confrelid::regclass::text, ' ') from pg_constraint where conrelid = one.oid and contype = 'f') as refers
  from pg_class one where relkind in ('r', 'p') and relnamespace = current_schema()::regnamespace`;
