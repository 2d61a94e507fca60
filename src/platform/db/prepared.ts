import { createHash } from 'node:crypto';
import type { Compilable, CompiledQuery, DatabaseConnection } from 'kysely';
import type { Db } from './store.ts';

const HERE = Symbol('given when run');
const LONGEST_LIST = 1024;

/** What a query is prepared by on a connection of PostgreSQL, which then need not read and plan it again. */
export interface Named {
  name?: string;
}

/**
 * A query that is put into SQL once for each engine instead of at each call, for what runs at every request.
 * `build` gets stand-ins for the values that are given when it runs; it must not look at them.
 */
export function prepared<Given extends object, Row>(
  build: (db: Db, given: Given) => Compilable<Row>,
): (db: Db, given: Given) => Promise<Row[]> {
  const compiled = new WeakMap<object, CompiledQuery<Row> & Named>();
  return async (db, given) => {
    const { adapter } = db.getExecutor();
    const engine = adapter.constructor;
    const query = compiled.get(engine) ?? named(build(db, standIns<Given>()).compile());
    compiled.set(engine, query);
    const parameters = query.parameters.map((value) =>
      isStandIn(value) ? given[value[HERE] as keyof Given] : value,
    );
    const whole = { ...query, parameters };
    return (await ((adapter as Direct).only?.executeQuery<Row>(whole) ?? db.executeQuery<Row>(whole))).rows;
  };
}

const named = <Row>(query: CompiledQuery<Row>) => ({
  ...query,
  name: createHash('sha256').update(query.sql).digest('base64url').slice(0, 22),
});

/**
 * The same for rows that are named by a list of ids or numbers. It is prepared for a few lengths alone: a list is
 * filled up with its last value, and a very long one taken in parts, so rows must not depend on one another.
 */
export function preparedList<Given extends object, Value, Row>(
  build: (db: Db, given: Given, list: Value[]) => Compilable<Row>,
): (db: Db, given: Given, list: Value[]) => Promise<Row[]> {
  const ofLength = new Map<number, (db: Db, given: Given & Record<number, Value>) => Promise<Row[]>>();

  function forLength(length: number) {
    const places = Array.from({ length }, (_, at) => at);
    const made =
      ofLength.get(length) ??
      prepared((db, given: Given & Record<number, Value>) =>
        build(
          db,
          given,
          places.map((at) => given[at]!),
        ),
      );
    ofLength.set(length, made);
    return made;
  }

  return async (db, given, list) => {
    const rows: Row[] = [];
    for (let from = 0; from < list.length; from += LONGEST_LIST) {
      const part = list.slice(from, from + LONGEST_LIST);
      const length = 2 ** Math.ceil(Math.log2(part.length));
      const filled = [...part, ...Array<Value>(length - part.length).fill(part.at(-1)!)];
      rows.push(...(await forLength(length)(db, { ...given, ...filled })));
    }
    return rows;
  };
}

/** An adapter that goes with one connection, which need not be borrowed for each query. */
export interface Direct {
  only?: Pick<DatabaseConnection, 'executeQuery'>;
}

interface StandIn {
  [HERE]: string;
}

const isStandIn = (value: unknown): value is StandIn =>
  typeof value === 'object' && value !== null && HERE in value;

function standIns<Given extends object>(): Given {
  return new Proxy({} as Given, { get: (_, name) => ({ [HERE]: name }) });
}
