import { beforeAll, expect, it } from 'vitest';
import { onEachEngine } from '../../../tests/engines.ts';
import type { App } from '../../app.ts';
import { scene, type Scene } from '../../domains/conversations/scene.ts';
import { load as loadRoot } from '../routes/+layout.server.ts';
import { load as loadCommunity } from '../routes/[community]/+layout.server.ts';
import { load as loadHome } from '../routes/[community]/+page.server.ts';
import { load as loadDirects } from '../routes/[community]/directs/+page.server.ts';
import { load as loadRoom } from '../routes/[community]/rooms/[room]/+page.server.ts';
import { load as loadThreads } from '../routes/[community]/threads/+page.server.ts';
import { load as loadThread } from '../routes/[community]/threads/[number]/+page.server.ts';
import { load as loadBrief } from '../routes/brief/+page.server.ts';

type Load = (event: never) => unknown;

onEachEngine((engine) => {
  let s: Scene;
  let asked: string[];
  beforeAll(async () => {
    s = await scene(engine);
    await s.say(s.founder, 'Mine went cold.');
    await s.say(s.newcomer, 'Feed it, @ines!');
    asked = listenTo(s.app);
  });

  const pages = (): [string, Load, object, number, number][] => [
    ['home', loadHome as Load, {}, 15, 6],
    ['room', loadRoom as Load, { room: 'compost' }, 13, 9],
    ['thread', loadThread as Load, { number: String(s.thread.number) }, 13, 9],
    ['threads', loadThreads as Load, {}, 13, 6],
    ['directs', loadDirects as Load, {}, 12, 6],
  ];

  /** What a page asks: whole, with its layouts, or only what a browser fetches that has the layouts. */
  async function cost(page: Load, params: object, whole: boolean): Promise<number> {
    const event = {
      locals: { kith: s.founder, person: { id: s.founder.id }, language: 'en' },
      url: new URL('http://localhost/'),
      params: { community: s.community.slug, ...params },
      depends: () => undefined,
      isDataRequest: !whole,
    };
    const run = async (load: Load, parent: object): Promise<object> => ({
      ...parent,
      ...((await load({ ...event, parent: () => Promise.resolve(parent) } as never)) as object),
    });
    asked.length = 0;
    await run(page, whole ? await run(loadCommunity as Load, await run(loadRoot as Load, {})) : {});
    return asked.length;
  }

  it('asks the database little for a page', async () => {
    for (const [name, page, params, whole, part] of pages()) {
      expect([name, await cost(page, params, true)]).toEqual([name, expect.toSatisfy((n) => n <= whole)]);
      expect([name, await cost(page, params, false)]).toEqual([name, expect.toSatisfy((n) => n <= part)]);
    }
  });

  it('asks for the brief once a community', async () => {
    const locals = { kith: s.founder, person: { id: s.founder.id } };
    asked.length = 0;
    const url = new URL('http://localhost/brief');
    await loadBrief({ locals, url, depends: () => undefined } as never);
    // PostgreSQL is asked first where something may be new.
    expect(asked.length).toBeLessThanOrEqual(engine.name === 'postgres' ? 5 : 4);
  });
});

/** Everything that is read from now on, as it is asked. */
function listenTo(app: App): string[] {
  const asked: string[] = [];
  const executor = app.store.read.getExecutor();
  const run = executor.executeQuery.bind(executor);
  Object.assign(executor, {
    executeQuery: (query: { sql: string }, ...rest: []) => {
      asked.push(query.sql);
      return run(query as never, ...rest);
    },
  });
  return asked;
}
