import { sql } from 'kysely';
import type { Db, Store } from '../db/index.ts';
import { conflict, unavailable } from '../errors.ts';
import type { Position } from './snapshot.ts';

/** What is on its way into a database: by which command, and from where. */
export interface Arrival {
  by: string;
  from: string;
}

/**
 * Opens an arrival in an empty database, or finds the same one again after an interruption. It stands in a table that
 * is there only until all is in; as long as it is, the house does not open. Throws conflict where something else is.
 */
export async function openArrival(store: Store, arrival: Arrival): Promise<void> {
  const before = await arrivalIn(store);
  if (before?.from === arrival.from && before.by === arrival.by) return;
  if (before)
    throw conflict('another-arrival', `There lies an unfinished \`${before.by}\` from elsewhere. ${EMPTY}`);
  if ((await tablesIn(store)).length)
    throw conflict('not-empty', `Something is there already, and nothing of it is overwritten. ${EMPTY}`);
  await store.write(async (db) => {
    await sql`create table arriving (name text primary key, note text not null)`.execute(db);
    await sql`insert into arriving (name, note) values (${WHAT}, ${JSON.stringify(arrival)})`.execute(db);
  });
}

const EMPTY = 'Take an empty database, or a data folder without kith.sqlite.';

/* No table has a name with a space. */
const WHAT = 'what arrives';

/** Whether a database holds an installation. */
export const isInstallation = async (store: Store) => (await tablesIn(store)).includes('migration');

/** What is on its way into this database; null where nothing is. */
export async function arrivalIn(store: Store): Promise<Arrival | null> {
  if (!(await tablesIn(store)).includes('arriving')) return null;
  const { rows } = await sql<{ note: string }>`select note from arriving where name = ${WHAT}`.execute(
    store.read,
  );
  return JSON.parse(rows[0]!.note) as Arrival;
}

/** Throws unavailable while a database holds only a part of what is to come into it. */
export async function refuseUnfinished(store: Store): Promise<void> {
  const arrival = await arrivalIn(store);
  if (!arrival) return;
  throw unavailable(
    'unfinished',
    `This database holds only a part of an installation: \`${arrival.by}\` was interrupted. Call it again and it goes on.`,
  );
}

/** How far a table has come in: which of its rows are there, and behind which position it goes on. */
export interface Come {
  rows: number;
  at: Position | null;
}

export async function comeSoFar(store: Store, table: string): Promise<Come> {
  const { rows } = await sql<{ note: string }>`select note from arriving where name = ${table}`.execute(
    store.read,
  );
  return rows[0] ? (JSON.parse(rows[0].note) as Come) : { rows: 0, at: null };
}

/** Goes into the transaction that writes the rows, so that none is ever missing or there twice. */
export async function noteCome(db: Db, table: string, come: Come): Promise<void> {
  await sql`insert into arriving (name, note) values (${table}, ${JSON.stringify(come)})
    on conflict (name) do update set note = excluded.note`.execute(db);
}

/** From here on the database is an installation like any other. */
export async function closeArrival(store: Store): Promise<void> {
  await store.write((db) => sql`drop table arriving`.execute(db));
}

async function tablesIn({ engine, read }: Store): Promise<string[]> {
  const query =
    engine === 'sqlite'
      ? sql<{ name: string }>`select name from sqlite_schema where type = 'table'`
      : sql<{ name: string }>`select tablename as name from pg_tables where schemaname = current_schema()`;
  return (await query.execute(read)).rows.map((row) => row.name);
}
