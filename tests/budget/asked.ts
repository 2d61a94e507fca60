import type { CompiledQuery } from 'kysely';
import type { App } from '../../src/app.ts';
import type { Db } from '../../src/platform/db/index.ts';

export type Asked = Pick<CompiledQuery, 'sql' | 'parameters'>;

/** Hears everything that the house asks its database from now on, for reading and inside of writing. */
export function hearQueries(app: App) {
  const asked: Asked[] = [];
  const heard = new WeakSet<object>();
  function listenTo(db: Db): void {
    const executor = db.getExecutor();
    if (heard.has(executor)) return;
    heard.add(executor);
    const run = executor.executeQuery.bind(executor);
    Object.assign(executor, {
      executeQuery: (query: CompiledQuery, ...rest: []) => {
        asked.push(query);
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
    /** What is asked while this is done. */
    async during(work: () => Promise<unknown>): Promise<Asked[]> {
      asked.length = 0;
      await work();
      return [...asked];
    },
  };
}
