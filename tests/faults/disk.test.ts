import { existsSync } from 'node:fs';
import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { newId } from '../../src/platform/ids.ts';
import { api, call } from './call.ts';
import { expectAllThere } from './counted.ts';
import { crowd } from './crowd.ts';
import { fill, makeReadOnly, mayLimit, mayMount, smallDisk, stopWriting } from './disk.ts';
import { expectHeardInOrder, listen, untilHeard } from './ear.ts';
import { postgresPlace, sqlitePlace } from './engines.ts';
import type { Place } from './engines.ts';
import { kith, openHouse, running } from '../kith.ts';
import { startPostgres } from '../postgres.ts';
import { opened } from '../processes.ts';
import type { House } from '../processes.ts';
import { until } from '../until.ts';
import { report } from './report.ts';
import { foundTown } from './town.ts';
import type { Town } from './town.ts';

const KITH = join(import.meta.dirname, '../../bin/kith');
const FULL = '/dev/full';
const MESSAGES = 400;
const AGAIN_LATER = '30';

test.skipIf(!mayMount)(
  'when the disk is full, sends are refused with a clear word, until there is room again',
  async () => {
    const disk = await smallDisk(24);
    const place = await sqlitePlace(disk);
    await outOfOrder(place, async () => ({ reasons: ['disk-full', 'disk-fails'], mend: await fill(disk) }));
  },
);

test.skipIf(!mayMount || process.env['KITH_TEST_ENGINES'] === 'sqlite')(
  'the same when the disk of PostgreSQL and of the files is full',
  async () => {
    const disk = await smallDisk(400, '755');
    const postgres = await startPostgres({ durable: true, within: disk });
    onTestFinished(() => postgres.stop());
    const place = await postgresPlace(postgres.url('postgres'));
    const settings = { ...place.settings, DATA_DIR: join(disk, 'data') };
    const full = async () => ({ reasons: ['disk-full'], mend: await fill(disk) });
    await outOfOrder({ ...place, settings }, full);
  },
);

test.skipIf(!mayLimit)(
  'when nothing can be written any more, sends are refused with a clear word, until it can',
  async () => {
    const place = await sqlitePlace();
    await outOfOrder(place, (house) => {
      const mend = stopWriting(house.pid);
      return Promise.resolve({ reasons: ['disk-fails'], mend: () => Promise.resolve(mend()) });
    });
  },
);

test.skipIf(!mayLimit)(
  'a house whose disk fails closes all the same, and nothing of what was acknowledged is gone',
  async () => {
    const place = await sqlitePlace();
    const town = await foundTown(place);
    const house = await openHouse({ ...place.settings, LOG: 'silent' });
    const { acknowledged, done } = crowd(town, MESSAGES, () => house.origin);
    await done;
    stopWriting(house.pid);
    await untilRefused(town, house);
    house.signal('SIGTERM');
    expect(await house.ended).toMatchObject({ code: 0, err: '' });
    const again = await openHouse(place.settings);
    expect(await expectAllThere(place, town, again.origin, acknowledged)).toBe(MESSAGES);
    expect(await again.stop()).toBe(0);
  },
);

test.skipIf(!existsSync(FULL))(
  'a house whose log is on a full disk serves all the same, and closes when it is asked to',
  async () => {
    const { settings } = await sqlitePlace();
    const intoFull = ['-c', `exec "$0" start 2>${FULL}`, KITH];
    const house = await opened(running(intoFull, { ...settings, LOG: 'debug' }, '/bin/sh'));
    expect((await call(house.origin, '/sign-in')).status).toBe(200);
    expect(await house.stop()).toBe(0);
  },
);

interface Broken {
  /** What refusals may say. */
  reasons: string[];
  mend: () => Promise<void>;
}

/** People talk, writing breaks, and is mended: what they hear meanwhile, and that all they were told is there after. */
async function outOfOrder(place: Place, breakIt: (house: House) => Promise<Broken>): Promise<void> {
  const town = await foundTown(place);
  const house = await openHouse({ ...place.settings, LOG: 'silent' });
  const ear = listen(() => house.origin, town.people[1]!.headers, town);
  await until(() => ear.listening());
  const { acknowledged, refused, done } = crowd(town, MESSAGES, () => house.origin);
  await until(() => acknowledged.length >= MESSAGES / 4);
  const { reasons, mend } = await breakIt(house);
  const refusal = await untilRefused(town, house);
  const before = acknowledged.length;
  expect(refusal.headers['retry-after']).toBe(AGAIN_LATER);
  expect(refusal.json()).toMatchObject({ title: 'unavailable', reason: expect.toBeOneOf(reasons) as string });
  const file = await upload(town, house);
  expect(file.status).toBe(503);
  expect(reasons.concat('disk-full', 'read-only')).toContain((await file.json()).reason);
  const page = await api(house.origin, town.people[0]!.headers, 'conversations.list-messages', {
    communityId: town.communityId,
    conversationId: town.rooms[0]!,
  });
  expect(page.messages.length).toBeGreaterThan(0);
  expect(house.running()).toBe(true);
  await mend();
  await done;
  expect([...refused.keys()].filter((refusal) => !refusal.startsWith('503 '))).toEqual([]);
  expect((await upload(town, house)).status).toBe(200);
  expect(await expectAllThere(place, town, house.origin, acknowledged)).toBe(MESSAGES);
  await untilHeard(ear, acknowledged);
  const heard = expectHeardInOrder(ear, acknowledged);
  report(
    `refused with ${refusal.json().reason} after ${before} of ${MESSAGES} sends (${[...refused].map(([refusal, times]) => `${times} times ${refusal}`).join(', ')}); ` +
      `mended, all ${MESSAGES} there once; a listener heard ${heard} facts in order`,
  );
  ear.stop();
  expect(await house.stop()).toBe(0);
}

/** Invites until that is refused: what is full may have room left inside the files that it has. */
async function untilRefused(town: Town, house: House) {
  for (;;) {
    const answer = await call(house.origin, '/api/v1/communities.invite', {
      headers: town.people[0]!.headers,
      body: { id: newId(), communityId: town.communityId, uses: 1 },
    });
    if (answer.status !== 200) return answer;
  }
}

function upload({ communityId, rooms, people }: Town, { origin }: House): Promise<Response> {
  const form = new FormData();
  const fields = { id: newId(), communityId, conversationId: rooms[0]! };
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append('content', new File(['x'.repeat(200_000)], 'long.txt', { type: 'text/plain' }));
  const headers = people[0]!.headers;
  return fetch(`${origin}/api/v1/conversations.attach`, { method: 'POST', headers, body: form });
}

const CANNOT_WRITE = {
  ...{ code: 1, out: '' },
  err: expect.stringMatching(
    /^kith: its data folder \S+ cannot be written to\. Give it to the account .*\n$/,
  ) as string,
};

test.skipIf(!mayMount)(
  'a data folder that can only be read is one clear line at the start, and code 1',
  async () => {
    const disk = await smallDisk(24);
    const place = await sqlitePlace(disk);
    await foundTown(place);
    makeReadOnly(disk);
    expect(await kith(['start'], place.settings)).toMatchObject(CANNOT_WRITE);
    const empty = await smallDisk(1);
    makeReadOnly(empty);
    const fresh = await sqlitePlace(empty);
    expect(await kith(['start'], fresh.settings)).toMatchObject(CANNOT_WRITE);
  },
);

test.skipIf(process.getuid?.() === 0)('the same where rights are missing', async () => {
  const place = await sqlitePlace();
  await chmod(place.dataDir, 0o500);
  onTestFinished(() => chmod(place.dataDir, 0o700));
  expect(await kith(['start'], place.settings)).toMatchObject(CANNOT_WRITE);
});
