import type { Duplex } from 'node:stream';
import { CompiledQuery, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely';
import type { DatabaseConnection, Dialect, Driver, QueryResult, TransactionSettings } from 'kysely';
import type pg from 'pg';
import { asAilingPostgres } from '../ailing.ts';
import type { Direct, Named } from './prepared.ts';
import type { DatabaseUse } from './use.ts';
import { toPostgres } from './why-shut.ts';

const CHANGES = new Set(['INSERT', 'UPDATE', 'DELETE', 'MERGE']);
export const STALE = '0A000';

/** A connection that is borrowed from a pool. */
export interface Lent extends DatabaseConnection {
  /** Begins or ends a transaction, or what is within one; answers what was done, such as COMMIT. */
  say(sql: string): Promise<string>;
  /** Nobody should use it again. */
  discard(): void;
  giveBack(): void;
}

export type Lender = () => Promise<Lent>;

/**
 * Lends the connections of a pool. Where the pool's clients are pipelines, a statement is sent without waiting for the
 * answers to those before it, and all are carried out in the order in which they were asked.
 */
export function lenderOf(pool: pg.Pool, { queries }: DatabaseUse): Lender {
  /** How often what was prepared on a connection has become stale; it is prepared anew by another name. */
  const stale = new WeakMap<pg.PoolClient, number>();

  async function ask(client: pg.PoolClient, { sql: text, parameters, name }: CompiledQuery & Named) {
    const began = performance.now();
    const round = stale.get(client) ?? 0;
    sendTogether(client);
    try {
      const values = parameters as unknown[];
      return await client.query(name ? { text, values, name: `${name} ${round}` } : { text, values });
    } catch (error) {
      if (isStale(error)) stale.set(client, round + 1);
      throw asAilingPostgres(error);
    } finally {
      queries.times++;
      queries.ms += performance.now() - began;
    }
  }

  return async () => {
    const client = await pool.connect().catch((error: unknown) => {
      throw asAilingPostgres(toPostgres(error));
    });
    let [inside, broken] = [false, false];
    return {
      async executeQuery<R>(query: CompiledQuery) {
        try {
          return resultOf<R>(await ask(client, query));
        } catch (error) {
          if (inside || !isStale(error)) throw error;
          return resultOf<R>(await ask(client, query));
        }
      },
      async say(sql) {
        inside = true;
        return (await ask(client, CompiledQuery.raw(sql))).command;
      },
      streamQuery: () => {
        throw new Error('PostgreSQL is asked for whole answers only');
      },
      discard: () => void (broken = true),
      giveBack: () => client.release(broken),
    };
  };
}

/** What is asked in one go leaves in one go. */
function sendTogether(client: pg.PoolClient): void {
  const { stream } = (client as unknown as { connection: { stream: Duplex } }).connection;
  stream.cork();
  process.nextTick(() => stream.uncork());
}

/** A table has changed its shape since the statement was prepared. */
const isStale = (error: unknown) => (error as { code?: string }).code === STALE;

function resultOf<R>({ command, rowCount, rows }: pg.QueryResult): QueryResult<R> {
  return {
    rows: rows as R[],
    ...(CHANGES.has(command) ? { numAffectedRows: BigInt(rowCount ?? 0) } : {}),
  };
}

/** A Kysely dialect for PostgreSQL that borrows a connection for each query or transaction. */
export function lendingDialect(lend: Lender, end: () => Promise<void>): Dialect {
  const driver: Driver = {
    init: () => Promise.resolve(),
    destroy: end,
    acquireConnection: lend,
    releaseConnection: (lent) => Promise.resolve((lent as Lent).giveBack()),
    beginTransaction: async (lent, settings) => void (await (lent as Lent).say(beginning(settings))),
    commitTransaction: (lent) => commit(lent as Lent),
    rollbackTransaction: (lent) => rollback(lent as Lent),
  };
  return { ...PARTS, createAdapter: () => new PostgresAdapter(), createDriver: () => driver };
}

/** A Kysely dialect for PostgreSQL that always uses this connection. */
export function postgresDialect(only: DatabaseConnection): Dialect {
  const driver: Driver = {
    init: () => Promise.resolve(),
    destroy: () => Promise.resolve(),
    acquireConnection: () => Promise.resolve(only),
    releaseConnection: () => Promise.resolve(),
    beginTransaction: () => Promise.reject(new Error('this is a transaction already')),
    commitTransaction: () => Promise.resolve(),
    rollbackTransaction: () => Promise.resolve(),
  };
  const createAdapter = () => Object.assign(new PostgresAdapter(), { only } satisfies Direct);
  return { ...PARTS, createAdapter, createDriver: () => driver };
}

const PARTS: Pick<Dialect, 'createIntrospector' | 'createQueryCompiler'> = {
  createIntrospector: (db) => new PostgresIntrospector(db),
  createQueryCompiler: () => new PostgresQueryCompiler(),
};

const beginning = ({ isolationLevel, accessMode }: TransactionSettings) =>
  ['begin', isolationLevel && `isolation level ${isolationLevel}`, accessMode].filter(Boolean).join(' ');

/** Throws where PostgreSQL has taken back all of it instead, because a statement before had gone wrong. */
export async function commit(lent: Lent): Promise<void> {
  if ((await lent.say('commit')) === 'ROLLBACK')
    throw new Error('the transaction had gone wrong before its end');
}

/** What cannot even be taken back is left to the server, which does so when the connection ends. */
export async function rollback(lent: Lent): Promise<void> {
  try {
    await lent.say('rollback');
  } catch (error) {
    lent.discard();
    throw error;
  }
}
