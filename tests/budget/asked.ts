import { AsyncLocalStorage } from 'node:async_hooks';
import type { CompiledQuery } from 'kysely';
import type { App } from '../../src/app.ts';
import type { Db } from '../../src/platform/db/index.ts';

export type Asked = Pick<CompiledQuery, 'sql' | 'parameters'>;

/** Hears what the house asks its database from now on, for reading and inside of writing. */
export function hearQueries(app: App) {
  const hearing = new AsyncLocalStorage<Asked[]>();
  const heard = new WeakSet<object>();
  function listenTo(db: Db): void {
    const executor = db.getExecutor();
    if (heard.has(executor)) return;
    heard.add(executor);
    const run = executor.executeQuery.bind(executor);
    Object.assign(executor, {
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
