import { sql } from 'kysely';
import { conflict } from '../errors.ts';
import { hasCitus, readSpread } from './spread.ts';
import type { Spread } from './spread.ts';
import type { Db, Store } from './store.ts';

/** What Citus has done with a table: spread it by a column, or put it onto every machine, which has no column. */
type Kept = Map<string, string | null>;

const EXTENSION = 'create extension if not exists citus';

/** The statements that spread what this PostgreSQL holds over the machines of its Citus; none where that is done. */
export async function spreadingOf(store: Store): Promise<string[]> {
  if (store.engine === 'sqlite') throw oneFile();
  const spread = await readSpread(store.read);
  if (spread.byCommunity.length === 0) throw nothingHere();
  const present = await hasCitus(store.read);
  const kept: Kept = present ? await keptBy(store.read) : new Map<string, string | null>();
  refuseOtherwise(spread, kept);
  const tables = [...toEverywhere(spread, kept), ...toCommunities(spread, kept)];
  if (tables.length === 0) return [];
  return [...(present ? [] : [EXTENSION]), ...(await functions(store.read)), ...tables];
}

/** Runs them one by one: what has been done before an interruption stays done. Throws conflict where there is no Citus. */
export async function spreadOut(store: Store, did: (statement: string) => void): Promise<void> {
  const statements = await spreadingOf(store);
  if (!(await hasCitus(store.read)) && !(await mayHaveCitus(store.read))) throw noCitus();
  for (const statement of statements) {
    await sql.raw(statement).execute(store.library);
    did(statement);
  }
}

/** Tables that still lie on one machine of a PostgreSQL that spreads others over several; null where it does not. */
export async function notSpreadYet(store: Store): Promise<string[] | null> {
  if (store.engine === 'sqlite' || !(await hasCitus(store.read))) return null;
  const kept = await keptBy(store.read);
  const { byCommunity, everywhere } = await readSpread(store.read);
  const all = [...byCommunity, ...everywhere];
  const left = all.filter((table) => !kept.has(table));
  return left.length < all.length ? left : null;
}

const toEverywhere = ({ everywhere }: Spread, kept: Kept) =>
  everywhere.filter((table) => !kept.has(table)).map((table) => `select create_reference_table('${table}')`);

/** The first begins a group, and the others lie where its rows of the same community do. */
function toCommunities({ byCommunity }: Spread, kept: Kept): string[] {
  const first = byCommunity.find((table) => kept.has(table)) ?? byCommunity[0]!;
  const order = [first, ...byCommunity.filter((table) => table !== first)];
  return order
    .filter((table) => !kept.has(table))
    .map((table) => {
      const beside = table === first ? 'none' : first;
      return `select create_distributed_table('${table}', 'community_id', colocate_with => '${beside}')`;
    });
}

function refuseOtherwise({ byCommunity, everywhere }: Spread, kept: Kept): void {
  const otherwise = [
    ...byCommunity.filter((table) => kept.has(table) && kept.get(table) !== 'community_id'),
    ...everywhere.filter((table) => kept.get(table)),
  ];
  if (otherwise.length)
    throw conflict(
      'spread-otherwise',
      `Somebody has spread ${otherwise.join(', ')} in another way. Take that back by undistribute_table, and call this again.`,
    );
}

async function mayHaveCitus(db: Db): Promise<boolean> {
  return (await sql`select 1 from pg_available_extensions where name = 'citus'`.execute(db)).rows.length > 0;
}

async function keptBy(db: Db): Promise<Kept> {
  const { rows } = await sql<{ name: string; by: string | null }>`
    select class.relname as name,
      case citus_table_type when 'distributed' then distribution_column end as by
    from citus_tables join pg_class class on class.oid = table_name::oid
    where class.relnamespace = current_schema()::regnamespace and citus_table_type in ('distributed', 'reference')`.execute(
    db,
  );
  return new Map(rows.map(({ name, by }) => [name, by]));
}

/** Our own functions, which the machines need before the indexes that call them. */
async function functions(db: Db): Promise<string[]> {
  const { rows } = await sql<{ signature: string }>`
    select oid::regprocedure::text as signature from pg_proc one
    where pronamespace = current_schema()::regnamespace and prokind = 'f' and not exists (
      select 1 from pg_depend where objid = one.oid and deptype = 'e') order by 1`.execute(db);
  return rows.map(({ signature }) => `select create_distributed_function('${signature}')`);
}

const oneFile = () =>
  conflict(
    'one-file',
    'This installation is one SQLite file, which stays on one machine. `kith move` takes it to a PostgreSQL first.',
  );

const nothingHere = () =>
  conflict(
    'nothing-here',
    'There is no installation in this database yet. Start Kith on it once, then stop it again.',
  );

const noCitus = () =>
  conflict(
    'no-citus',
    'This PostgreSQL has no Citus, so nothing can be spread over several machines. Install its extension, or take a PostgreSQL that has it.',
  );
