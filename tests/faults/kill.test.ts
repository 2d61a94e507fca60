import { expect, test } from 'vitest';
import { expectHeardInOrder, listen, untilHeard } from './ear.ts';
import { crowd } from './crowd.ts';
import type { Acknowledged } from './crowd.ts';
import { expectAllThere } from './counted.ts';
import { onEachEngine } from './engines.ts';
import { openHouse } from '../kith.ts';
import { until } from '../until.ts';
import { foundTown } from './town.ts';
import { long, report } from './report.ts';

const ROUNDS = 20;
/** The long form has all of them in the air in each round, the short one in all rounds together. */
const MESSAGES = long ? 2000 : 2000 / ROUNDS;
/** On a machine that has much else to do, some of so many wait longer than anybody should, and are told so. */
const BUSY = '503 database-busy';

onEachEngine(({ place }) => {
  test('a server that is killed twenty times while messages are sent loses none and says none twice', async () => {
    const here = await place();
    const town = await foundTown(here);
    let house = await openHouse(here.settings);
    const settings = { ...here.settings, PORT: String(house.port) };
    const ear = listen(() => house.origin, town.people[1]!.headers, town);
    await until(() => ear.listening());
    const all: Acknowledged[] = [];
    let retried = 0;
    for (let round = 1; round <= ROUNDS; round++) {
      const { acknowledged, refused, done } = crowd(town, MESSAGES, () => house.origin);
      const killAfter = Math.floor(Math.random() * MESSAGES * 0.9);
      await until(() => acknowledged.length >= killAfter);
      await house.kill();
      house = await openHouse(settings);
      await done;
      expect([...refused.keys()].filter((refusal) => refusal !== BUSY)).toEqual([]);
      all.push(...acknowledged);
      retried += acknowledged.filter(({ tries }) => tries > 1).length;
      expect(await expectAllThere(here, town, house.origin, all)).toBe(round * MESSAGES);
      await untilHeard(ear, acknowledged);
    }
    const heard = expectHeardInOrder(ear, all);
    report(
      `killed ${ROUNDS} times: ${all.length} acknowledged, all there once; ${retried} sent more than once; ` +
        `a listener heard ${heard} facts in order, came back ${ear.returns()} times, and fetched anew ${ear.reloads()} times`,
    );
    ear.stop();
    expect(await house.stop()).toBe(0);
  });
});
