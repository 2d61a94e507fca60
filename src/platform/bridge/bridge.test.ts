import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
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

/** Adds to a bridge what the tests ask of it: what it hears, and how often it stood. */
function sideOf(open: OpenBridge): Bridge & { heard: string[]; stood: () => number } {
  const heard: string[] = [];
  let stood = 0;
  const bridge = open({
    me: newId(),
    heard: (_from, word) => heard.push((word as { communityId: string }).communityId),
    stands: () => stood++,
  });
  return { ...bridge, heard, stood: () => stood };
}

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

  /** One end of the bridge, once it stands. */
  async function side() {
    const one = sideOf(await open());
    ends.push(one.close);
    await expect.poll(() => one.stood()).toBe(1);
    return one;
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

const program = natsServer();

describe.skipIf(!program)('a bridge by NATS that its operator has set up wrongly', () => {
  const lines: string[] = [];
  const told = logger('info', { write: (line) => void lines.push((JSON.parse(line) as Line).message) });
  const ends: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) await end();
    lines.length = 0;
  });

  async function start(port?: string, more?: string[]) {
    const server = await startNats(program!, port, more);
    ends.push(server.stop);
    return server;
  }

  function side(url: string, log = told) {
    const one = sideOf(natsBridge(url, 'one-house', log));
    ends.push(one.close);
    return one;
  }

  test('comes back by itself once its password is taken again, and says each once in the log', async () => {
    const before = await start();
    const { port } = new URL(before.url);
    const startAgain = (password: string) => start(port, ['--user', 'kith', '--pass', password]);
    const url = `nats://kith:right@127.0.0.1:${port}`;
    await before.stop();
    const first = await startAgain('right');
    const one = side(url);
    await expect.poll(() => one.stood()).toBe(1);
    await first.stop();
    const wrong = await startAgain('wrong');
    await expect.poll(() => lines.length, MAY_RETURN).toBe(2);
    const other = side(url, logger('silent'));
    const communityId = newId();
    for (const end of [one, other]) end.follow(communityId); // Who comes meanwhile is not turned away.
    await wrong.stop();
    await startAgain('right');
    await expect.poll(() => [one.stood(), other.stood()], MAY_RETURN).toEqual([2, 1]);
    await expect
      .poll(() => (other.say({ kind: 'woken', communityId }), one.heard), MAY_RETURN)
      .toContain(communityId);
    expect(lines).toEqual([
      'NATS is away; what other processes do is heard up to a second later',
      'NATS refuses the user or password in NATS_URL; what other processes do is heard up to a second later',
      'NATS is there again',
    ]);
  });

  test('goes on with what it may hear, and says once that there is more', async () => {
    const [open, shut] = [newId(), newId()];
    const folder = await mkdtemp(join(tmpdir(), 'kith-nats-'));
    ends.push(() => rm(folder, { recursive: true, force: true }));
    const user = `{user: kith, password: right, permissions: {subscribe: {deny: "*.*.${shut}"}}}`;
    await writeFile(join(folder, 'nats.conf'), `authorization {users: [${user}]}`);
    const { url } = await start('-1', ['-c', join(folder, 'nats.conf')]);
    const [one, other] = [1, 2].map(() => side(url.replace('//', '//kith:right@'))) as [Side, Side];
    await expect.poll(() => [one.stood(), other.stood()], MAY_RETURN).toEqual([1, 1]);
    for (const communityId of [shut, open]) one.follow(communityId);
    await expect.poll(() => lines.length, MAY_RETURN).toBe(1);
    await expect
      .poll(() => (other.say({ kind: 'woken', communityId: open }), one.heard), MAY_RETURN)
      .toContain(open);
    expect(lines[0]).toMatch(/^NATS does not let this user say or hear all of kith\.>;/);
  });
});

const MAY_RETURN = { timeout: 20_000 };

type Side = ReturnType<typeof sideOf>;

interface Line {
  message: string;
}
