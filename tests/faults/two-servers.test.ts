import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { openStore } from '../../src/platform/db/index.ts';
import { call } from './call.ts';
import { expectAllThere } from './counted.ts';
import { crowd } from './crowd.ts';
import { configOf, onEachEngine, sqlitePlace } from './engines.ts';
import { kith, openHouse, running } from '../kith.ts';
import type { Kith } from '../processes.ts';
import { until } from '../until.ts';
import { foundTown } from './town.ts';

const OPEN = 'Kith is open at ';
const SERVED = {
  ...{ code: 1, out: '' },
  err: expect.stringMatching(
    /^kith: another Kith serves \S+ already\. Stop it first, or name another folder with DATA_DIR\.\n$/,
  ) as string,
};

test('a second server on the same SQLite file is refused with a clear line; the command line goes on beside the first', async () => {
  const place = await sqlitePlace();
  const town = await foundTown(place);
  const house = await openHouse(place.settings);
  const second = running(['start'], place.settings);
  await untilDecided(second);
  expect(second.said()).not.toContain(OPEN);
  expect(await second.ended).toMatchObject(SERVED);

  const { acknowledged, done } = crowd(town, 100, () => house.origin);
  const invite = await kith(['community', 'invite', 'allotment-12', '--by', 'ines'], place.settings);
  expect(invite).toMatchObject({ code: 0, out: expect.stringContaining('/invite/') as string });
  await done;
  expect(await expectAllThere(place, town, house.origin, acknowledged)).toBe(100);

  await house.kill();
  const next = await openHouse(place.settings);
  expect((await call(next.origin, '/sign-in')).status).toBe(200);
  expect(await next.stop()).toBe(0);
});

test('of several servers that start at once on one SQLite file, one opens', async () => {
  const place = await sqlitePlace();
  const started = [1, 2, 3].map(() => running(['start'], place.settings));
  await Promise.all(started.map(untilDecided));
  const [open, ...others] = started.filter((one) => one.said().includes(OPEN));
  expect(others.map((one) => one.said())).toEqual([]);
  for (const one of started.filter((other) => other !== open)) expect(await one.ended).toMatchObject(SERVED);
  expect(await open!.stop()).toBe(0);
});

/** Waits until it has opened or ended. */
const untilDecided = (one: Kith) => until(() => !one.running() || one.said().includes(OPEN));

onEachEngine(({ place }) => {
  test('data of a newer Kith is refused clearly by the server and by every command, and left as it is', async () => {
    const here = await place();
    await foundTown(here);
    const store = openStore(configOf(here));
    await sql`insert into migration (name, at) values ('9999-from-tomorrow.ts', 1)`.execute(store.library);
    const migrations = async () =>
      (await sql<{ name: string }>`select name from migration order by name`.execute(store.read)).rows.length;
    const before = await migrations();
    const newer = /^kith: .*written by a newer Kith \(it has 9999-from-tomorrow\.ts\).*\n$/;
    for (const command of [['start'], ['person', 'list'], ['community', 'list']]) {
      const { code, out, err } = await kith(command, here.settings);
      expect({ command, code, out }).toEqual({ command, code: 1, out: '' });
      expect(err).toMatch(newer);
    }
    expect(await migrations()).toBe(before);
    await store.close();
  });
});
