import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { openStore } from '../../src/platform/db/index.ts';
import { call } from './call.ts';
import { expectAllThere } from './counted.ts';
import { crowd } from './crowd.ts';
import { configOf, onEachEngine, sqlitePlace } from './engines.ts';
import { openHouse, startKith, until } from './house.ts';
import { foundTown } from './town.ts';

const SERVED =
  /^kith: another Kith serves \S+ already\. Stop it first, or name another folder with DATA_DIR\.\n$/;

test('a second server on the same SQLite file is refused with a clear line; the command line goes on beside the first', async () => {
  const place = await sqlitePlace();
  const town = await foundTown(place);
  const house = await openHouse(place);
  const second = startKith(place, ['start']);
  expect(await second.ended()).toBe(1);
  expect(second.said()).toMatch(SERVED);

  const { acknowledged, done } = crowd(town, 100, () => house.origin);
  const invite = startKith(place, ['community', 'invite', 'allotment-12', '--by', 'ines']);
  expect(await invite.ended()).toBe(0);
  expect(invite.said()).toContain('/invite/');
  await done;
  expect(await expectAllThere(place, town, house.origin, acknowledged)).toBe(100);

  await house.kill();
  const next = await openHouse(place);
  expect((await call(next.origin, '/sign-in')).status).toBe(200);
  expect(await next.stop()).toBe(0);
});

test('of several servers that start at once on one SQLite file, one opens', async () => {
  const place = await sqlitePlace();
  const started = [1, 2, 3].map(() => startKith(place, ['start']));
  await until(() => started.filter((one) => !one.running()).length === 2);
  const [open] = started.filter((one) => one.running());
  await open!.says(/Kith is open at/);
  for (const one of started.filter((other) => other !== open)) expect(one.said()).toMatch(SERVED);
  expect(await open!.stop()).toBe(0);
});

onEachEngine(({ place }) => {
  test('data of a newer Kith is refused clearly by the server and by every command, and left as it is', async () => {
    const here = await place();
    await foundTown(here);
    const store = openStore(configOf(here));
    await sql`insert into migration (name, at) values ('9999-from-tomorrow.ts', 1)`.execute(store.library);
    const migrations = async () =>
      (await sql<{ name: string }>`select name from migration order by name`.execute(store.read)).rows.length;
    const before = await migrations();
    const newer = /^kith: .*written by a newer Kith \(it has 9999-from-tomorrow\.ts\)/;
    for (const command of [['start'], ['person', 'list'], ['community', 'list']]) {
      const told = startKith(here, command);
      expect({ command, code: await told.ended() }).toEqual({ command, code: 1 });
      expect(told.said()).toMatch(newer);
      expect(told.said().trimEnd().split('\n')).toHaveLength(1);
    }
    expect(await migrations()).toBe(before);
    await store.close();
  });
});
