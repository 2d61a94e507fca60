import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newPostgres } from '../../../tests/engines.ts';
import { inDatabase } from '../../../tests/postgres.ts';
import { missingFor } from '../../../tests/many-houses.ts';
import { natsServer, startNats } from '../../../tests/nats.ts';
import { openStanding } from '../db/index.ts';
import { newId } from '../ids.ts';
import { logger } from '../log.ts';
import type { Bridge, OpenBridge } from './index.ts';
import { natsBridge } from './nats.ts';
import { postgresBridge } from './postgres.ts';

const log = logger('silent');

describe.each(['PostgreSQL', 'NATS'] as const)('a bridge by %s', (way) => {
  const missing = missingFor(way);
  if (missing) return test.skip(missing, () => undefined);

  const ends: (() => Promise<unknown>)[] = [];
  let databaseUrl: string;
  let open: () => Promise<OpenBridge>;
  beforeAll(async () => {
    if (way === 'NATS') {
      const nats = await startNats(natsServer()!);
      ends.push(nats.stop);
      open = () => Promise.resolve(natsBridge(nats.url, 'one-house', log));
      return;
    }
    databaseUrl = await newPostgres(ends, 'template0');
    open = async () => {
      const standing = await openStanding(databaseUrl, log);
      ends.push(standing.close);
      return postgresBridge(standing);
    };
  });
  afterAll(async () => {
    for (const end of ends.reverse()) await end();
  });

  /** One end of the bridge: what it hears, and how often it stood. */
  async function side(): Promise<Bridge & { heard: string[]; stood: () => number }> {
    const heard: string[] = [];
    let stood = 0;
    const bridge = (await open())({
      me: newId(),
      heard: (_from, word) => heard.push((word as { communityId: string }).communityId),
      stands: () => stood++,
    });
    ends.push(bridge.close);
    await expect.poll(() => stood).toBe(1);
    return { ...bridge, heard, stood: () => stood };
  }

  test('tells the others what one says, and not oneself', async () => {
    const [one, other, third] = [await side(), await side(), await side()];
    const communityId = newId();
    for (const end of [one, other, third]) end.follow(communityId);
    // A process may still be about to follow: what is said then is lost, which others make up for.
    await expect
      .poll(() => (one.say({ kind: 'woken', communityId }), Math.min(other.heard.length, third.heard.length)))
      .toBeGreaterThan(0);
    expect(new Set([...other.heard, ...third.heard])).toEqual(new Set([communityId]));
    expect(one.heard).toEqual([]);
  });

  test.runIf(way === 'NATS')('tells nothing of what one does not follow, or no more', async () => {
    const [one, other] = [await side(), await side()];
    const [before, after] = [newId(), newId()];
    const untilHeard = (communityId: string) =>
      expect
        .poll(() => (one.say({ kind: 'woken', communityId }), other.heard.includes(communityId)))
        .toBe(true);
    other.follow(before);
    await untilHeard(before);
    other.leave(before);
    other.follow(after);
    await untilHeard(after);
    const heard = other.heard.length;
    const last = newId();
    other.follow(last);
    one.say({ kind: 'woken', communityId: before });
    await untilHeard(last);
    expect(other.heard.slice(heard)).not.toContain(before);
  });

  test.runIf(way === 'PostgreSQL')('stands again by itself after its connection is cut', async () => {
    const [one, other] = [await side(), await side()];
    const cut = `select pg_terminate_backend(pid) from pg_stat_activity
      where application_name like 'kith standing %' and datname = current_database()`;
    await inDatabase(databaseUrl, cut);
    for (const end of [one, other]) await expect.poll(() => end.stood(), { timeout: 15_000 }).toBe(2);
    const communityId = newId();
    one.say({ kind: 'woken', communityId });
    await expect.poll(() => other.heard).toEqual([communityId]);
  });
});
