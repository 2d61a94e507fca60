import { expect, test } from 'vitest';
import { expectAllThere } from './counted.ts';
import { crowd } from './crowd.ts';
import { expectHeardInOrder, listen, untilHeard } from './ear.ts';
import { postgresPlace } from './engines.ts';
import { openHouse } from '../kith.ts';
import { until } from '../until.ts';
import { long, report } from './report.ts';
import { foundTown } from './town.ts';

const MESSAGES = long ? 3000 : 900;
const PROCESSES = 3;

test.skipIf(process.env['KITH_TEST_ENGINES'] === 'sqlite')(
  'each of three processes on one PostgreSQL may be killed: its people move to the others, and nobody misses anything',
  async () => {
    const place = await postgresPlace();
    const town = await foundTown(place, { people: 12 });
    const houses = await Promise.all(Array.from({ length: PROCESSES }, () => openHouse(place.settings)));
    const anyOf = () => houses[Math.floor(Math.random() * PROCESSES)]!.origin;
    const ears = houses.map((_, n) => {
      let turn = n; // Each begins at a house of its own, and tries the next one whenever it is cut off.
      return listen(() => houses[turn++ % PROCESSES]!.origin, town.people[n]!.headers, town);
    });
    await until(() => ears.every((ear) => ear.listening()));
    const { acknowledged, refused, done } = crowd(town, MESSAGES, anyOf);
    for (const [n, house] of houses.entries()) {
      await until(() => acknowledged.length >= ((n + 1) * MESSAGES) / (PROCESSES + 2));
      await house.kill();
      houses[n] = await openHouse(place.settings);
    }
    await done;
    expect(refused).toEqual(new Map());
    expect(await expectAllThere(place, town, anyOf(), acknowledged)).toBe(MESSAGES);
    await Promise.all(ears.map((ear) => untilHeard(ear, acknowledged)));
    const heard = ears.map((ear) => expectHeardInOrder(ear, acknowledged));
    const moved = acknowledged.filter(({ tries }) => tries > 1).length;
    report(
      `each of ${PROCESSES} killed once: ${MESSAGES} acknowledged, all there once; ${moved} were sent again elsewhere; ` +
        `listeners heard ${heard.join(', ')} facts in order`,
    );
    for (const ear of ears) ear.stop();
    for (const house of houses) expect(await house.stop()).toBe(0);
  },
);
