import { afterAll, beforeAll, expect, test } from 'vitest';
import type { App } from '../src/app.ts';
import { newId } from '../src/platform/ids.ts';
import { onEachEngine } from './engines.ts';
import { gather } from './people.ts';
import type { Cast } from './people.ts';
import { dial, listenWith, onAnyPort, tokenOf, watch } from './wire.ts';

const METRICS_TOKEN = 'a-secret-for-prometheus';

onEachEngine(({ open }) => {
  let app: App;
  let cast: Cast;
  let served: Awaited<ReturnType<typeof listenWith>>;
  beforeAll(async () => {
    app = await open({ config: { ...onAnyPort, metricsToken: METRICS_TOKEN } });
    cast = await gather(app);
    served = await listenWith(app);
  });
  afterAll(() => served.close());

  const ask = (authorization?: string) =>
    fetch(`${served.origin}/metrics`, { headers: authorization ? { authorization } : {} });
  /** The sum of all values of these series. */
  async function measured(name: string, labels = ''): Promise<number> {
    const said = await (await ask(`Bearer ${METRICS_TOKEN}`)).text();
    const lines = said.split('\n').filter((line) => line.startsWith(name) && line.includes(labels));
    if (lines.length === 0) throw new Error(`there is no ${name} ${labels}`);
    return lines.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
  }

  test('a stranger meets what anybody meets where nothing is', async () => {
    const nothing = await fetch(`${served.origin}/nothing-here`);
    for (const answer of [await ask(), await ask('Bearer wrong'), await ask(METRICS_TOKEN)]) {
      expect([answer.status, await answer.clone().text()]).toEqual([
        nothing.status,
        await nothing.clone().text(),
      ]);
      expect(answer.headers.get('content-type')).toBe(nothing.headers.get('content-type'));
    }
  });

  test('what happens is counted, and what is now is told', async () => {
    const token = await tokenOf(cast.founder);
    const communityId = cast.community.id;
    const room = { id: newId(), communityId, slug: 'shed', title: 'Shed' };
    const wire = await dial(served.origin, token);
    await watch(wire, communityId);
    const call = (name: string, body: object) =>
      fetch(`${served.origin}/api/v1/${name}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...token },
        body: JSON.stringify(body),
      });
    expect((await call('conversations.open-room', room)).status).toBe(200);
    expect((await call('conversations.open-room', { ...room, id: newId() })).status).toBe(409);
    await wire.until((frame) => frame.fact?.kind === 'conversation.opened');
    const verb = 'verb="conversations.open-room"';
    expect(await measured('kith_verb_seconds_count', `${verb},outcome="ok"`)).toBe(1);
    expect(await measured('kith_verb_seconds_count', `${verb},outcome="conflict"`)).toBe(1);
    await expect.poll(() => measured('kith_request_seconds_count', 'route="verb",status="409"')).toBe(1);
    expect(await measured('kith_live_sockets')).toBe(1);
    expect(await measured('kith_watched_communities')).toBe(1);
    expect(await measured('kith_fact_delivery_seconds_count')).toBeGreaterThan(0);
    expect(await measured('kith_database_queries_total')).toBeGreaterThan(10);
    expect(await measured('kith_database_write_seconds_total')).toBeGreaterThan(0);
    expect(await measured('kith_slow_readers_dropped_total')).toBe(0);
    expect(await measured('kith_process_resident_memory_bytes')).toBeGreaterThan(1e6);
    expect(await measured('kith_nodejs_eventloop_lag_seconds')).toBeGreaterThanOrEqual(0);
    await app.settled();
    expect(await measured('kith_reactions_behind_facts')).toBe(0);
    wire.end();
    await expect.poll(() => measured('kith_live_sockets')).toBe(0);
  });

  test('facts that no reaction has taken up are told, with their age', async () => {
    await app.settled();
    await app.store.write((db) => db.deleteFrom('reaction_cursor').execute());
    expect(await measured('kith_reactions_behind_facts')).toBeGreaterThan(0);
    expect(await measured('kith_reactions_behind_seconds')).toBeGreaterThan(0);
  });

  test('labels are few words of the house itself', async () => {
    const said = await (await ask(`Bearer ${METRICS_TOKEN}`)).text();
    for (const secret of [
      cast.community.id,
      cast.community.slug,
      cast.founder.id,
      cast.founder.handle,
      '127.0.0.1',
    ])
      expect([secret, said.includes(secret)]).toEqual([secret, false]);
    expect(said.split('\n').length).toBeLessThan(3000);
  });
});
