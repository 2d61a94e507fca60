import { Kysely, PostgresDialect, sql } from 'kysely';
import type { LogEvent, PostgresPool } from 'kysely';
import pg from 'pg';
import { asAilingPostgres } from '../ailing.ts';
import { hasCitus } from './spread.ts';
import { KEEPALIVES } from './standing.ts';
import type { Db, Store } from './store.ts';
import { noUse, takingDown } from './use.ts';
import type { DatabaseUse } from './use.ts';

const INT8 = 20;
/** Serialisation, deadlock, and a clash of keys: run again, the second sees what the first stored and says so. */
const RETRIED = new Set(['40001', '40P01', '23505']);
const TRIES = 5;
/** How long to wait for a connection, whether the server does not answer or all are taken. */
const MIGHT_WAIT_MS = 30_000;
/** The part of the connections that only read. */
const READING = 0.4;
/** Whoever hangs within a transaction holds what others wait for, so the server ends them. */
const MANNERS = `set idle_in_transaction_session_timeout = 20000; ${KEEPALIVES}`;

/**
 * Opens a PostgreSQL database by its URL. Times are bigint columns and come back as numbers. Reading has connections of
 * its own: where many write in one community they wait for each other, and nobody else should wait with them.
 */
export function openPostgres(url: string, connections = 10): Store {
  const forReading = Math.max(1, Math.floor(connections * READING));
  const pools = [openPool(url, forReading), openPool(url, Math.max(1, connections - forReading))] as const;
  const use = noUse();
  const [reading, db] = pools.map((pool) => new Kysely({ dialect: dialectOf(pool), log: intoUse(use) })) as [
    Db,
    Db,
  ];
  let spread: Promise<boolean> | undefined;
  return {
    engine: 'postgres',
    read: reading,
    write: (work) =>
      takingDown(use, () => withRetries(() => db.transaction().execute((transaction) => work(transaction)))),
    version: async () => ((await (spread ??= hasCitus(reading))) ? null : snapshotOf(reading)),
    library: db,
    use: () => ({ ...use, pool: poolUse(pools) }),
    close: async () => void (await Promise.all([reading.destroy(), db.destroy()])),
  };
}

const snapshotOf = async (db: Db) =>
  (await sql<{ version: string }>`select pg_current_snapshot()::text as version`.execute(db)).rows[0]!
    .version;

function openPool(url: string, most: number): pg.Pool {
  const types = { getTypeParser: typeParser as typeof pg.types.getTypeParser };
  const pool = new pg.Pool({
    ...{ connectionString: url, max: most, types },
    ...{ connectionTimeoutMillis: MIGHT_WAIT_MS, keepAlive: true },
    onConnect: (client) => client.query(MANNERS),
  });
  pool.on('error', () => undefined); // An idle connection that dies is replaced by the pool at the next use.
  return pool;
}

const dialectOf = (pool: pg.Pool) => new PostgresDialect({ pool: clearly(pool) });

const intoUse =
  ({ queries }: DatabaseUse) =>
  ({ queryDurationMillis }: LogEvent) => {
    queries.times++;
    queries.ms += queryDurationMillis;
  };

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

/** The pool, saying that the database is away where it is, instead of how its connections broke. */
function clearly(pool: pg.Pool): PostgresPool {
  const refuse = (error: unknown) => {
    throw asAilingPostgres(error);
  };
  pool.on('connect', (client) => {
    client.on('error', () => undefined); // Unheard it would end the process; whatever is asked next says so.
    const { query } = client;
    client.query = ((...asked: Parameters<typeof query>) => {
      const answer = query.apply(client, asked) as unknown;
      return answer instanceof Promise ? answer.catch(refuse) : answer; // A cursor is no promise.
    }) as typeof query;
  });
  const { options } = pool;
  const plain = { connect: () => pool.connect().catch(refuse), end: () => pool.end(), options };
  return Object.assign(plain, { Client: (pool as unknown as { Client: unknown }).Client }) as PostgresPool;
}

/** A transaction that PostgreSQL stopped for another one's sake is run again. */
async function withRetries<T>(attempt: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried++) {
    try {
      return await attempt();
    } catch (error) {
      if (tried === TRIES || !RETRIED.has((error as { code?: string }).code ?? '')) throw error;
    }
  }
}
