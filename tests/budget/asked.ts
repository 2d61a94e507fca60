import { AsyncLocalStorage } from 'node:async_hooks';
import type { CompiledQuery, DatabaseConnection } from 'kysely';
import type { App } from '../../src/app.ts';
import type { Db } from '../../src/platform/db/index.ts';

export type Asked = Pick<CompiledQuery, 'sql' | 'parameters'>;
type Passed = Pick<DatabaseConnection, 'executeQuery'>;

/** Hears what the house asks its database from now on, for reading and inside of writing. */
export function hearQueries(app: App) {
  const hearing = new AsyncLocalStorage<Asked[]>();
  const heard = new WeakSet<object>();
  /** On SQLite what is prepared goes to the one connection itself, through which all others go as well. */
  function listenTo(db: Db): void {
    const executor = db.getExecutor();
    const passed = (executor.adapter as { only?: Passed }).only ?? (executor as Passed);
    if (heard.has(passed)) return;
    heard.add(passed);
    const run = passed.executeQuery.bind(passed);
    Object.assign(passed, {
      executeQuery: (query: CompiledQuery, ...rest: []) => {
        hearing.getStore()?.push(query);
        return run(query as never, ...rest);
      },
    });
  }
  listenTo(app.store.read);
  const write = app.store.write.bind(app.store);
  app.store.write = (work) =>
    write((db) => {
      listenTo(db);
      return work(db);
    });
  return {
    /** What is asked for the sake of this until it is done, without what the house does by itself meanwhile. */
    async during(work: () => Promise<unknown>): Promise<Asked[]> {
      const asked: Asked[] = [];
      await hearing.run(asked, work);
      return [...asked];
    },
  };
}
