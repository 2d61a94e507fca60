import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { chosenEngines } from '../engines.ts';
import { kith, openHouse, running } from '../kith.ts';
import { inDatabase } from '../postgres.ts';
import { until } from '../until.ts';
import { expectAllThere } from './counted.ts';
import { crowd } from './crowd.ts';
import type { Acknowledged } from './crowd.ts';
import { onEachEngine, postgresPlace, sqlitePlace } from './engines.ts';
import type { Place } from './engines.ts';
import { expectShut, killAtEach } from './kill-at.ts';
import { fillLibrary } from './library.ts';
import { rowsAt, talliesAt } from './look.ts';
import { report } from './report.ts';
import { foundTown } from './town.ts';
import type { Town } from './town.ts';

const VOLUMES = 12_000;
const SAID = 60;

// From SQLite to PostgreSQL, and from PostgreSQL into the SQLite inside.
onEachEngine(({ name, place }) => {
  test.skipIf(chosenEngines().length < 2)(
    'a move that is killed goes on each time, and brings everything once',
    async () => {
      const here = await place();
      const town = await foundTown(here);
      await fillLibrary(here, { messages: VOLUMES, files: 0 });
      const said = await talk(here, town, SAID);
      const there = await otherPlace(here);
      const come = async () => (await rowsAt(there, 'message')) / (VOLUMES + SAID);
      const moments = [0.01, 0.3, 0.6, 1].map((share) => async () => (await come()) >= share);
      const comeAt: number[] = [];
      await killAtEach(moveTo(there), here.settings, moments, async () => {
        comeAt.push(await rowsAt(there, 'message'));
        await expectShut(there, 'kith move');
      });
      const done = await kith([...moveTo(there), '--json'], here.settings);
      expect(done).toMatchObject({ code: 0, err: '' });
      const { complete, differences, tables } = JSON.parse(done.out);
      expect({ complete, differences }).toEqual({ complete: true, differences: [] });
      expect(await talliesAt(there)).toEqual(tables);
      expect(await talliesAt(here)).toEqual(tables);
      const house = await openHouse(there.settings);
      expect(await expectAllThere(there, town, house.origin, said)).toBe(SAID);
      expect(await house.stop()).toBe(0);
      report(
        `from ${name} killed with ${comeAt.join(', ')} of ${VOLUMES + SAID} messages over; then ` +
          `${Object.keys(tables).length} tables the same on both sides`,
      );
    },
  );

  test.skipIf(chosenEngines().length < 2)(
    'what was said in the old house while a move lay interrupted is told as a difference, and nothing opens on it',
    async () => {
      const here = await place();
      const town = await foundTown(here);
      await fillLibrary(here, { messages: VOLUMES / 2, files: 0 });
      const before = await talk(here, town, SAID);
      const there = await otherPlace(here);
      const begun = running(moveTo(there), here.settings);
      await until(async () => !begun.running() || (await rowsAt(there, 'message')) > 0);
      await begun.kill();
      const said = [...before, ...(await talk(here, town, SAID))];
      const stale = await kith(moveTo(there), here.settings);
      expect(stale).toMatchObject({ code: 1, err: '' });
      expect(stale.out).toMatch(/^Not moved: the two sides differ\.\n/);
      expect(stale.out).toContain('conversation');
      await expectShut(there, 'kith move');
      await emptyOut(there);
      expect(await kith(moveTo(there), here.settings)).toMatchObject({ code: 0, err: '' });
      const house = await openHouse(there.settings);
      expect(await expectAllThere(there, town, house.origin, said)).toBe(2 * SAID);
      expect(await house.stop()).toBe(0);
    },
  );
});

/** Opens the house for a while in which so much is said. */
async function talk(place: Place, town: Town, messages: number): Promise<Acknowledged[]> {
  const house = await openHouse(place.settings);
  const { acknowledged, done } = crowd(town, messages, () => house.origin);
  await done;
  expect(await house.stop()).toBe(0);
  return acknowledged;
}

/** Where this installation could be on the other engine; what it keeps in files stays. */
async function otherPlace({ engine, dataDir }: Place): Promise<Place> {
  if (engine === 'postgres') return sqlitePlace(dataDir);
  const { settings } = await postgresPlace();
  return { engine: 'postgres', dataDir, settings: { ...settings, DATA_DIR: dataDir } };
}

const moveTo = ({ settings }: Place) => ['move', '--to', settings['DATABASE_URL'] ?? 'sqlite'];

async function emptyOut({ dataDir, settings }: Place): Promise<void> {
  const url = settings['DATABASE_URL'];
  if (url) return inDatabase(url, 'drop schema public cascade; create schema public');
  for (const end of ['', '-wal', '-shm']) await rm(join(dataDir, `kith.sqlite${end}`), { force: true });
}
