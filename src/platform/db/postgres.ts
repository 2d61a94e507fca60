import { Kysely, sql } from 'kysely';
import pg from 'pg';
import { lenderOf, lendingDialect } from './postgres-connection.ts';
import { withRetries } from './retries.ts';
import { hasCitus } from './spread.ts';
import { KEEPALIVES } from './standing.ts';
import type { Db, Store } from './store.ts';
import { turns } from './turns.ts';
import { noUse, takingDown } from './use.ts';
import type { DatabaseUse } from './use.ts';

const INT8 = 20;
/** How long to wait for a connection, whether the server does not answer or all are taken. */
const MIGHT_WAIT_MS = 30_000;
/** The part of the connections that only read. */
const READING = 0.4;
/**
 * Whoever hangs within a transaction holds what others wait for, so the server ends them. What lies in memory or on a
 * disk without arms is as near in any order; else all places of a community are read to find those of a few messages.
 * No question here is so long that other processes or compiled code would answer it sooner: starting them takes longer.
 */
const MANNERS = `set idle_in_transaction_session_timeout = 20000; set random_page_cost = 1.1;
  set max_parallel_workers_per_gather = 0; set jit = off; ${KEEPALIVES}`;

/**
 * Opens a PostgreSQL database by its URL. Times are bigint columns and come back as numbers. Reading has connections of
 * its own: where many write in one community they wait for each other, and nobody else should wait with them.
 */
export function openPostgres(url: string, connections = 10): Store {
  const forReading = Math.max(1, Math.floor(connections * READING));
  const pools = [openPool(url, forReading), openPool(url, Math.max(1, connections - forReading))] as const;
  const use = noUse();
  const [lendReading, lend] = [lenderOf(pools[0], use), lenderOf(pools[1], use)];
  const reading = new Kysely({ dialect: lendingDialect(lendReading, () => pools[0].end()) }) as Db;
  const db = new Kysely({ dialect: lendingDialect(lend, () => pools[1].end()) }) as Db;
  const inTurn = turns(lend);
  let spread: boolean | undefined;
  const isSpread = async () => (spread ??= await hasCitus(reading));
  return {
    engine: 'postgres',
    read: reading,
    write: (work, communityId) =>
      takingDown(use, () =>
        communityId === undefined
          ? withRetries(() => db.transaction().execute((transaction) => work(transaction)))
          : inTurn.write(communityId, work),
      ),
    version: async () => ((await isSpread()) ? null : snapshotOf(reading)),
    library: db,
    use: () => ({ ...use, pool: poolUse(pools) }),
    rest: () => undefined, // What it keeps lies with PostgreSQL.
    async close() {
      await inTurn.settled();
      await Promise.all([reading.destroy(), db.destroy()]);
    },
  };
}

const snapshotOf = async (db: Db) =>
  (await sql<{ version: string }>`select pg_current_snapshot()::text as version`.execute(db)).rows[0]!
    .version;

function openPool(url: string, most: number): pg.Pool {
  const types = { getTypeParser: typeParser as typeof pg.types.getTypeParser };
  const pool = new pg.Pool({
    ...{ connectionString: url, max: most, types },
    ...{ connectionTimeoutMillis: MIGHT_WAIT_MS, keepAlive: true, pipeline: true },
    onConnect: (client) => client.query(MANNERS),
  });
  pool.on('error', () => undefined); // An idle connection that dies is replaced by the pool at the next use.
  pool.on('connect', (client) => client.on('error', () => undefined)); // Whatever is asked next says so.
  return pool;
}

function poolUse(pools: readonly pg.Pool[]): DatabaseUse['pool'] {
  const sum = (count: (pool: pg.Pool) => number) => pools.reduce((all, pool) => all + count(pool), 0);
  return {
    open: sum((pool) => pool.totalCount),
    idle: sum((pool) => pool.idleCount),
    waiting: sum((pool) => pool.waitingCount),
  };
}

function typeParser(oid: number, format: 'text' | 'binary'): unknown {
  if (oid === INT8 && format !== 'binary') return Number;
  return pg.types.getTypeParser(oid as never, format as never);
}
