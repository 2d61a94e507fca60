import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { emptyFolder, kith, openHouse } from '../kith.ts';
import { expectAllThere } from './counted.ts';
import { crowd } from './crowd.ts';
import { onEachEngine } from './engines.ts';
import type { Place } from './engines.ts';
import { expectShut, killAtEach } from './kill-at.ts';
import { openFilled } from './library.ts';
import { rowsAt, talliesAt } from './look.ts';
import { report } from './report.ts';

const LIBRARY = { messages: 12_000, files: 120 };
const SAID = 60;

onEachEngine(({ place }) => {
  test('a restoration that is killed goes on each time, and brings everything back once', async () => {
    const here = await place();
    const { town, house } = await openFilled(here, LIBRARY);
    const { acknowledged, done } = crowd(town, SAID, () => house.origin);
    await done;
    const file = join(await emptyFolder(), 'monday.tar.gz');
    const made = await kith(['backup', file, '--json'], here.settings);
    expect(made).toMatchObject({ code: 0, err: '' });
    expect(await house.stop()).toBe(0);

    const there = await place();
    const messages = LIBRARY.messages + SAID;
    const rows = (share: number) => async () => (await rowsAt(there, 'message')) >= share * messages;
    const files = (share: number) => async () => (await filesAt(there)) >= share * LIBRARY.files;
    const moments = [() => rowsAt(there, 'arriving'), rows(0.3), rows(0.6), files(0.1), files(1)];
    const left: string[] = [];
    await killAtEach(['restore', file], there.settings, moments, async () => {
      left.push(`${await rowsAt(there, 'message')} and ${await filesAt(there)}`);
      await expectShut(there, 'kith restore');
    });
    const restored = await kith(['restore', file, '--json'], there.settings);
    expect(restored).toMatchObject({ code: 0, err: '' });
    const { tables } = JSON.parse(made.out);
    expect(JSON.parse(restored.out)).toMatchObject({ differences: [], tables });
    expect(await talliesAt(there)).toEqual(tables);
    expect(await filesAt(there)).toBe(LIBRARY.files);
    const again = await openHouse(there.settings);
    expect(await expectAllThere(there, town, again.origin, acknowledged)).toBe(SAID);
    expect(await again.stop()).toBe(0);
    report(
      `killed with ${left.join('; ')} of ${messages} messages and ${LIBRARY.files} files back; then all, once`,
    );
  });
});

/** How many files of people are there, whole ones alone. */
async function filesAt({ dataDir }: Place): Promise<number> {
  const entries = await readdir(join(dataDir, 'files'), { recursive: true, withFileTypes: true }).catch(
    () => [],
  );
  return entries.filter((entry) => entry.isFile() && !entry.name.endsWith('.part')).length;
}
