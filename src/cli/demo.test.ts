import { beforeAll, describe, expect, test } from 'vitest';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { kith } from '../../tests/kith.ts';
import { createApp } from '../app.ts';
import { accounts } from '../domains/accounts/index.ts';
import type { App } from '../app.ts';
import { readConfig } from '../platform/config.ts';
import { openBrowser } from '../../tests/browser.ts';
import type { Told } from './demo/fill.ts';

const SLOW_MACHINE_MS = 120_000;

describe('kith demo', { timeout: SLOW_MACHINE_MS }, () => {
  let folder: string;
  let app: App;
  let told: Told;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kith-demo-'));
  });
  afterAll(async () => {
    await app?.close();
    await rm(folder, { recursive: true, force: true });
  });

  test('fills an empty house and says how to come in', async () => {
    const { code, out, err } = await kith(['demo', '--json'], { DATA_DIR: folder, PORT: '4000' });
    expect({ code, err }).toEqual({ code: 0, err: '' });
    told = JSON.parse(out) as Told;
    expect(told).toMatchObject({
      community: 'Green Street',
      address: 'http://localhost:4000/green-street',
      people: 15,
    });
    app = await createApp(readConfig({ DATA_DIR: folder, LIMITS: 'off', LOG: 'error' }));
  });

  test('its people sign in and find weeks of talk that ended just now', async () => {
    const { mia, communityId } = await enter(told.email);
    const { rooms, threads, directs } = await mia.read('conversations.list-places', { communityId });
    expect(rooms.map(({ slug }) => slug)).toEqual([
      'compost-corner',
      'key-holders',
      'kitchen-table',
      'repair-bench',
    ]);
    expect(rooms.every(({ lastNumber, mine }) => lastNumber > mine.readNumber)).toBe(true);
    expect(rooms.reduce((sum, room) => sum + room.mine.mentions, 0)).toBe(2);
    expect(directs).toHaveLength(3);
    const all = [...rooms, ...threads, ...directs];
    expect(all.every(({ lastAt }) => lastAt <= Date.now())).toBe(true);
    expect(Math.max(...all.map(({ lastAt }) => lastAt))).toBeGreaterThan(
      Date.now() - 3_600_000 - SLOW_MACHINE_MS,
    );
  });

  test('there is a kept stretch, a closed thread, and a newcomer whom nobody has answered', async () => {
    const { mia, communityId } = await enter(told.email);
    const { threads, lifted } = await mia.read('conversations.list-threads', { communityId });
    expect(threads).toHaveLength(8);
    expect(threads.filter(({ keptFrom }) => keptFrom)).toMatchObject([{ title: 'Waking a cold heap' }]);
    expect(threads.filter(({ closedAt }) => closedAt)).toMatchObject([
      { closedReason: expect.stringContaining('cake') as string },
    ]);
    expect(lifted).toMatchObject([{ byNewcomer: true, createdBy: { handle: 'theo' } }]);
  });

  test('members are introduced and greeted, and a stranger to the restricted room does not see it', async () => {
    const { mia: lena, communityId } = await enter(told.others);
    const { members } = await lena.read('communities.list-newcomers', { communityId });
    expect(members.map(({ person }) => person.handle)).toEqual(['theo', 'lena', 'diego']);
    expect(members[1]!.greetedBy.length).toBeGreaterThan(2);
    const { rooms } = await lena.read('conversations.list-places', { communityId });
    expect(rooms.map(({ slug }) => slug)).not.toContain('key-holders');
  });

  test('people are there already: refused, unless it is forced beside them', async () => {
    const refused = await kith(['demo'], { DATA_DIR: folder });
    expect(refused).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringContaining('--force-into') as string,
    });
    const taken = await kith(['demo', '--force-into', 'green-street'], { DATA_DIR: folder });
    expect(taken).toMatchObject({ code: 1, err: expect.stringContaining('address') as string });
    const people = await accounts.keeper.list(app.store.read, 'accounts');
    const wrong = await kith(['demo', '--force-into', 'blue_street'], { DATA_DIR: folder });
    expect(wrong).toEqual({
      ...{ code: 2, out: '', err: 'kith: ADDRESS: 2 to 40 letters, digits or dashes.\n' },
    });
    expect(await accounts.keeper.list(app.store.read, 'accounts'), 'nobody is left of it').toEqual(people);
    const beside = await kith(['demo', '--force-into', 'blue-street', '--json'], { DATA_DIR: folder });
    const second = JSON.parse(beside.out) as Told;
    expect(second.email).toMatch(/^mia\.[0-9a-f]{8}@green-street\.example$/);
    const { mia, communityId } = await enter(second.email, second.password);
    const { rooms } = await mia.read('conversations.list-places', { communityId });
    expect(rooms.reduce((sum, room) => sum + room.mine.mentions, 0)).toBe(2);
  });

  async function enter(email: string, password = told.password) {
    const browser = openBrowser(app);
    await browser.act('accounts.sign-in', { email, password });
    const { communities } = await browser.read('communities.list-mine', {});
    return { mia: browser, communityId: communities[0]!.id };
  }
});
