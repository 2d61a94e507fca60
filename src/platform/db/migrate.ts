import { readdir } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { sql } from 'kysely';
import { unavailable } from '../errors.ts';
import { refuseUnfit } from './fitness.ts';
import type { Db, Engine, Store } from './store.ts';

const FOLDER = fileURLToPath(new URL('../../../migrations/', import.meta.url));
const ADVISORY_LOCK = 720_114;

interface Migration {
  up(db: Db, engine: Engine): Promise<void>;
}

/**
 * Brings the database to the newest shape, or with `only` to that of a database that has had these; each migration
 * runs once, in the order of its number.
 */
export async function migrate(store: Store, only?: string[]): Promise<string[]> {
  const all = await known();
  if (only) refuseNewer(new Set(only), all);
  const names = only ? all.filter((name) => only.includes(name)) : all;
  return store.write(async (db) => {
    if (store.engine === 'postgres') {
      await refuseUnfit(db);
      await sql`select pg_advisory_xact_lock(${ADVISORY_LOCK})`.execute(db);
    }
    const done = await doneAlready(db);
    refuseNewer(done, all);
    const due = names.filter((name) => !done.has(name));
    for (const name of due) await run(db, store.engine, name);
    return due;
  });
}

/** Migrations that the next start will run, without running them. Throws like `migrate` on data of a newer Kith. */
export async function migrationsDue(store: Store): Promise<string[]> {
  const names = await known();
  const { rows } = await sql<{ name: string }>`select name from migration`.execute(store.read);
  const done = new Set(rows.map((row) => row.name));
  refuseNewer(done, names);
  return names.filter((name) => !done.has(name));
}

/** Throws unavailable where any of these migrations is of a newer Kith. */
export const refuseUnknown = async (names: string[]) => refuseNewer(new Set(names), await known());

const known = async () => (await readdir(FOLDER)).filter((name) => /^\d{4}-.*\.ts$/.test(name)).sort();

async function doneAlready(db: Db): Promise<Set<string>> {
  await sql`create table if not exists migration (name text primary key, at bigint not null)`.execute(db);
  const { rows } = await sql<{ name: string }>`select name from migration`.execute(db);
  return new Set(rows.map((row) => row.name));
}

function refuseNewer(done: Set<string>, known: string[]): void {
  const unknown = [...done].filter((name) => !known.includes(name));
  if (unknown.length)
    throw unavailable(
      'newer',
      `this data was written by a newer Kith (it has ${unknown.join(', ')}). Update this one.`,
    );
}

async function run(db: Db, engine: Engine, name: string): Promise<void> {
  const migration = (await import(pathToFileURL(join(FOLDER, name)).href)) as Migration;
  await migration.up(db, engine);
  await sql`insert into migration (name, at) values (${name}, ${Date.now()})`.execute(db);
}
