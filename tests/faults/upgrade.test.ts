import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { newId } from '../../src/platform/ids.ts';
import { openStore } from '../../src/platform/db/index.ts';
import { api, call } from './call.ts';
import { configOf, onEachEngine } from './engines.ts';
import type { Place } from './engines.ts';
import { firstHouse, settleFirst } from './first-house.ts';
import { kith, openHouse, running } from '../kith.ts';
import type { House } from '../processes.ts';
import { until } from '../until.ts';
import { long, report } from './report.ts';

const { communityId, people, rooms, headers, mail, file, talk } = firstHouse;
const KILLS = long ? 10 : 4;
/** Enough for the later migrations to take a while. */
const MUCH_TALK = long ? 60_000 : 20_000;

onEachEngine(({ place }) => {
  test('an installation of the first released Kith opens with all that is in it', async () => {
    const here = await place();
    await settleFirst(here);
    const house = await openHouse(here.settings);
    await expectWhole(house);
    expect((await kith(['doctor', '--json'], here.settings)).out).not.toMatch(/migration/i);
    expect(await house.stop()).toBe(0);
  });

  test('a start that is killed while it migrates is as if it had not begun, and the next one ends it', async () => {
    const here = await place();
    await settleFirst(here, MUCH_TALK);
    let during = 0;
    for (let kill = 1; kill <= KILLS; kill++) {
      const started = running(['start'], here.settings);
      await until(
        async () => (await isMigrating(here)) || !started.running() || started.said().includes('open'),
      );
      await started.kill();
      const applied = await migrationsOf(here);
      if (applied === 1) during++;
    }
    const house = await openHouse(here.settings);
    await expectWhole(house, MUCH_TALK);
    expect(during).toBeGreaterThan(0);
    report(`killed ${KILLS} times, ${during} times with nothing but the first migration kept; then whole`);
    expect(await house.stop()).toBe(0);
  });
});

/** Whether somebody holds what a migration holds. */
const isMigrating = (here: Place) => (here.engine === 'sqlite' ? isWriting(here) : holdsAdvisoryLock(here));

function isWriting({ dataDir }: Place): boolean {
  const other = new DatabaseSync(join(dataDir, 'kith.sqlite'), { timeout: 0 });
  try {
    other.exec('begin immediate; rollback');
    return false;
  } catch {
    return true;
  } finally {
    other.close();
  }
}

async function holdsAdvisoryLock(here: Place): Promise<boolean> {
  const store = openStore(configOf(here));
  const { rows } = await sql`select 1 from pg_locks where locktype = 'advisory' and objid = 720114 and granted
    and database = (select oid from pg_database where datname = current_database())`.execute(store.read);
  await store.close();
  return rows.length > 0;
}

async function migrationsOf(here: Place): Promise<number> {
  const store = openStore(configOf(here));
  const { rows } = await sql`select name from migration`.execute(store.read);
  await store.close();
  return rows.length;
}

/** Everything that the first community had, as its people meet it today. */
async function expectWhole({ origin }: House, moreTalk = 0): Promise<void> {
  const get = (name: string, input: object) => api(origin, headers, name, input);
  const mine = await get('communities.list-mine', {});
  expect(mine.communities).toMatchObject([{ id: communityId, name: 'Green Street', slug: 'green-street' }]);
  const members = await get('communities.list-members', { communityId });
  expect(JSON.stringify(members)).toContain('I live at number seven.');
  for (const conversationId of Object.values(rooms)) {
    const said = talk.filter(({ where }) => where === conversationId);
    const { messages } = await get('conversations.list-messages', { communityId, conversationId, after: 0 });
    expect(messages.slice(0, said.length)).toMatchObject(
      said.map(({ body, who, answers }, n) => ({
        ...{ number: n + 1, body, author: { id: who }, parentNumber: answers ?? null },
      })),
    );
  }
  const kitchen = { communityId, conversationId: rooms.kitchen };
  const { messages } = await get('conversations.list-messages', { ...kitchen, after: 0 });
  expect(messages[0].reactions).toMatchObject([{ emoji: '🌱', people: [{ id: people.ada }] }]);
  expect(messages[3].state).toBe('deleted');
  const whole = await call(origin, messages[2].attachments[0].url, { headers });
  expect(whole.text).toBe(file.text);
  expect((await get('conversations.list-messages', kitchen)).messages.at(-1).number).toBe(4 + moreTalk);
  const found = await get('conversations.search', { q: 'cafe' });
  expect(found.messages).toMatchObject([{ place: { conversationId: rooms.barrels }, number: 1 }]);
  await expectAlive(origin);
}

/** One comes in with the password of then, and talk goes on where it was. */
async function expectAlive(origin: string): Promise<void> {
  const { status } = await call(origin, '/api/v1/accounts.sign-in', { headers: { origin }, body: mail });
  expect(status).toBe(200);
  const act = (name: string, input: object) => api(origin, headers, name, input, true);
  const again = { id: newId(), communityId, people: [people.ben] };
  expect(await act('conversations.open-direct', again)).toMatchObject({ id: rooms.direct });
  const words = { id: newId(), communityId, conversationId: rooms.direct, body: 'And candles.' };
  expect(await act('conversations.send-message', words)).toMatchObject({ number: 3 });
}

test('migrations that were released are never changed', () => {
  const digest = (name: string) =>
    createHash('sha256')
      .update(readFileSync(join(import.meta.dirname, '../../migrations', name)))
      .digest('hex')
      .slice(0, 16);
  for (const [name, was] of Object.entries(released))
    expect({ name, digest: digest(name) }).toEqual({ name, digest: was });
});

const released: Record<string, string> = {
  '0001-open-the-house.ts': '03cc23a4643b5564',
  '0002-bring-archives.ts': '122a766054c1d5bf',
  '0003-find-the-latest.ts': '768d8cd87fddc385',
  '0004-whom-a-direct-is-of.ts': 'c113c83b6c480429',
  '0005-words-at-once.ts': '9a596b114fb09a87',
  '0006-limits-together.ts': '9768aa0d7a1422ac',
  '0009-words-by-place.ts': '5bcb754c20eea12c',
  '0010-words-by-author.ts': '04060feac3660b27',
  '0011-readings-by-person.ts': 'bf510ed4db5f1273',
  '0012-removals-by-person.ts': 'e5d74405ecdacfee',
  '0013-let-readings-settle.ts': '7c5c8bccfc41e368',
  '0014-longer-words.ts': 'cacfd041df01421b',
  '0015-words-of-a-community.ts': '9ffe37f6a470c54a',
};
