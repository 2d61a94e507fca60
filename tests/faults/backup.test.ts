import { existsSync } from 'node:fs';
import { readdir, stat, utimes } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { emptyFolder, kith, openHouse } from '../kith.ts';
import { until } from '../until.ts';
import { api } from './call.ts';
import { expectAllThere } from './counted.ts';
import type { Acknowledged } from './crowd.ts';
import { expectHeardInOrder, listen, untilHeard } from './ear.ts';
import { onEachEngine, sqlitePlace } from './engines.ts';
import type { Place } from './engines.ts';
import { killAtEach } from './kill-at.ts';
import { fillLibrary, openFilled } from './library.ts';
import { report } from './report.ts';
import { talkers } from './talkers.ts';
import type { Town } from './town.ts';

const LIBRARY = { messages: 12_000, files: 40 };
const TALKERS = 6;
const OLD_MS = 2 * 86_400_000;

onEachEngine(({ place }) => {
  test('backups that are killed while people talk leave no half one and harm nobody; the next one is whole', async () => {
    const here = await place();
    const { town, house } = await openFilled(here, LIBRARY);
    const ear = listen(() => house.origin, town.people[1]!.headers, town);
    await until(() => ear.listening());
    const talk = talkers(town, house.origin, TALKERS);
    const folder = await emptyFolder();
    const [sunday, monday] = [join(folder, 'sunday.tar.gz'), join(folder, 'monday.tar.gz')];
    expect((await kith(['backup', sunday], here.settings)).code).toBe(0);
    const whole = (await stat(sunday)).size;

    const left: string[] = [];
    const reached = (share: number) => async () => {
      const [draft] = (await draftsIn(folder)).filter((one) => !left.includes(one));
      return draft !== undefined && (await sizeOf(join(draft, basename(monday)))) >= share * whole;
    };
    const moments = [0, 0.01, 0.4, 0.8].map(reached);
    await killAtEach(['backup', monday], here.settings, moments, async () => {
      expect(existsSync(monday)).toBe(false);
      left.splice(0, left.length, ...(await draftsIn(folder)));
    });
    expect(left).toHaveLength(moments.length);
    await letGrowOld(left);
    const before = [...talk.acknowledged];
    expect(await kith(['backup', monday], here.settings)).toMatchObject({ code: 0, err: '' });
    expect(await draftsIn(folder)).toEqual([]);

    talk.hush();
    await talk.done;
    expect({ refused: talk.refused, notAccepted: talk.notAccepted }).toEqual({
      refused: [],
      notAccepted: [],
    });
    expect(await expectAllThere(here, town, house.origin, talk.acknowledged)).toBe(talk.acknowledged.length);
    await untilHeard(ear, talk.acknowledged);
    expectHeardInOrder(ear, talk.acknowledged);
    ear.stop();
    expect(await house.stop()).toBe(0);
    const kept = await expectBrought(monday, await place(), town, before, talk.acknowledged);
    report(
      `killed ${moments.length} times beside ${talk.acknowledged.length} sends, all there once; the backup after them ` +
        `holds the first ${kept}, of which ${before.length} were acknowledged before it began`,
    );
  });
});

/** A backup holds all that was acknowledged before it began, and what it holds of the rest has no gaps. */
async function expectBrought(
  file: string,
  there: Place,
  town: Town,
  before: Acknowledged[],
  all: Acknowledged[],
): Promise<number> {
  expect(await kith(['restore', file], there.settings)).toMatchObject({ code: 0, err: '' });
  const house = await openHouse(there.settings);
  const lasts = await lastNumbers(house.origin, town);
  const kept = all.filter(({ conversationId, number }) => number <= lasts.get(conversationId)!);
  const keptIds = new Set(kept.map(({ id }) => id));
  expect(before.filter(({ id }) => !keptIds.has(id))).toEqual([]);
  expect(await expectAllThere(there, town, house.origin, kept)).toBe(kept.length);
  expect(await house.stop()).toBe(0);
  return kept.length;
}

async function lastNumbers(
  origin: string,
  { communityId, rooms, people }: Town,
): Promise<Map<string, number>> {
  const lasts = rooms.map(async (conversationId) => {
    const { messages } = await api(origin, people[0]!.headers, 'conversations.list-messages', {
      ...{ communityId, conversationId, limit: 1 },
    });
    return [conversationId, messages.at(-1).number as number] as const;
  });
  return new Map(await Promise.all(lasts));
}

test('a backup that the house makes by itself ends with the house, and leaves nothing', async () => {
  const here = await sqlitePlace();
  await fillLibrary(here, LIBRARY);
  const folder = await emptyFolder();
  const house = await openHouse({ ...here.settings, BACKUP_DIR: folder });
  await until(async () => (await draftsIn(folder)).length > 0);
  await house.kill();
  await until(async () => (await draftsIn(folder)).length === 0);
  expect(await readdir(folder)).toEqual([]);
});

async function draftsIn(folder: string): Promise<string[]> {
  const names = await readdir(folder);
  return names.filter((name) => name.startsWith('.kith-backup-')).map((name) => join(folder, name));
}

const sizeOf = (path: string) =>
  stat(path).then(
    ({ size }) => size,
    () => 0,
  );

/** As if nothing had been written into these for two days. */
async function letGrowOld(folders: string[]): Promise<void> {
  const then = (Date.now() - OLD_MS) / 1000;
  for (const folder of folders) {
    for (const name of await readdir(folder)) await utimes(join(folder, name), then, then);
    await utimes(folder, then, then);
  }
}
