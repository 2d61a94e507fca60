import { beforeAll, expect, it } from 'vitest';
import { hearQueries } from '../../../tests/budget/asked.ts';
import { onEachEngine } from '../../../tests/engines.ts';
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
  let queries: ReturnType<typeof hearQueries>;
  beforeAll(async () => {
    s = await scene(engine);
    await s.say(s.founder, 'Mine went cold.');
    await s.say(s.newcomer, 'Feed it, @ines!');
    queries = hearQueries(s.app);
  });

  const pages = (): [string, Load, object, number, number][] => [
    ['home', loadHome as Load, {}, 14, 6],
    ['room', loadRoom as Load, { room: 'compost' }, 12, 5],
    ['thread', loadThread as Load, { number: String(s.thread.number) }, 12, 5],
    ['threads', loadThreads as Load, {}, 13, 5],
    ['directs', loadDirects as Load, {}, 11, 3],
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
    const asked = await queries.during(async () =>
      run(page, whole ? await run(loadCommunity as Load, await run(loadRoot as Load, {})) : {}),
    );
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
    const url = new URL('http://localhost/brief');
    const asked = await queries.during(async () =>
      loadBrief({ locals, url, depends: () => undefined } as never),
    );
    expect(asked.length).toBeLessThanOrEqual(5);
  });
});
