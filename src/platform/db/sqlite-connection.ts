import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely';
import type { CompiledQuery, DatabaseConnection, Dialect, Driver, QueryResult } from 'kysely';
import { asAilingSqlite } from '../ailing.ts';
import type { Direct } from './prepared.ts';
import type { DatabaseUse } from './use.ts';

const KEPT_STATEMENTS = 500;

/** A Kysely connection over node:sqlite that keeps its prepared statements. */
export function sqliteConnection(database: DatabaseSync, { queries }: DatabaseUse): DatabaseConnection {
  const statements = new Map<string, { statement: StatementSync; returns: boolean }>();

  function prepared(sql: string) {
    const kept = statements.get(sql);
    if (kept) return kept;
    const statement = database.prepare(sql);
    const made = { statement, returns: statement.columns().length > 0 };
    if (statements.size >= KEPT_STATEMENTS) statements.delete(statements.keys().next().value!);
    statements.set(sql, made);
    return made;
  }

  return {
    executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
      const began = performance.now();
      try {
        const { statement, returns } = prepared(sql);
        const values = parameters as SQLInputValue[];
        if (returns) return Promise.resolve({ rows: statement.all(...values) as R[] });
        const { changes } = statement.run(...values);
        return Promise.resolve({ rows: [], numAffectedRows: BigInt(changes) });
      } catch (error) {
        return Promise.reject(asAilingSqlite(error) as Error);
      } finally {
        queries.times++;
        queries.ms += performance.now() - began;
      }
    },
    async *streamQuery<R>({ sql, parameters }: CompiledQuery, chunkSize: number) {
      let rows: R[] = [];
      for (const row of database.prepare(sql).iterate(...(parameters as SQLInputValue[]))) {
        rows.push(row as R);
        if (rows.length === chunkSize) {
          yield { rows };
          rows = [];
        }
      }
      if (rows.length) yield { rows };
    },
  };
}

/** A Kysely dialect for SQLite that always uses this connection. */
export const sqliteDialect = (only: DatabaseConnection): Dialect => ({
  ...borrowingDialect(
    () => Promise.resolve(only),
    () => undefined,
  ),
  createAdapter: () => Object.assign(new SqliteAdapter(), { only } satisfies Direct),
});

/** A Kysely dialect for SQLite around a way to borrow its connection and give it back. */
export function borrowingDialect(borrow: () => Promise<DatabaseConnection>, giveBack: () => void): Dialect {
  const say = (sql: string) => (connection: DatabaseConnection) =>
    connection.executeQuery({ sql, parameters: [] } as unknown as CompiledQuery).then(() => undefined);
  const driver: Driver = {
    init: () => Promise.resolve(),
    destroy: () => Promise.resolve(),
    acquireConnection: borrow,
    releaseConnection: () => Promise.resolve(giveBack()),
    beginTransaction: say('begin immediate'),
    commitTransaction: say('commit'),
    rollbackTransaction: say('rollback'),
  };
  return {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => driver,
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
}
