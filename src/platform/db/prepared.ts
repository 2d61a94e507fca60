import type { Compilable, CompiledQuery } from 'kysely';
import type { Db } from './store.ts';

const HERE = Symbol('given when run');

/**
 * A query that is put into SQL once for each database instead of at each call, for what runs at every request.
 * `build` gets stand-ins for the values that are given when it runs; it must not look at them.
 */
export function prepared<Given extends object, Row>(
  build: (db: Db, given: Given) => Compilable<Row>,
): (db: Db, given: Given) => Promise<Row[]> {
  const compiled = new WeakMap<object, CompiledQuery<Row>>();
  return async (db, given) => {
    const { adapter } = db.getExecutor();
    const query = compiled.get(adapter) ?? build(db, standIns<Given>()).compile();
    compiled.set(adapter, query);
    const parameters = query.parameters.map((value) =>
      isStandIn(value) ? given[value[HERE] as keyof Given] : value,
    );
    return (await db.executeQuery<Row>({ ...query, parameters })).rows;
  };
}

interface StandIn {
  [HERE]: string;
}

const isStandIn = (value: unknown): value is StandIn =>
  typeof value === 'object' && value !== null && HERE in value;

function standIns<Given extends object>(): Given {
  return new Proxy({} as Given, { get: (_, name) => ({ [HERE]: name }) });
}
