import { join } from 'node:path';
import { expect, test } from 'vitest';
import { newId } from '../../src/platform/ids.ts';
import { api, call } from './call.ts';
import { expectAllThere } from './counted.ts';
import { crowd } from './crowd.ts';
import { expectHeardInOrder, listen, untilHeard } from './ear.ts';
import { onEachEngine } from './engines.ts';
import { openHouse } from '../kith.ts';
import { until } from '../until.ts';
import { report } from './report.ts';
import { foundTown } from './town.ts';

const CLOCK = join(import.meta.dirname, 'clock-set-back.ts');
const HOUR_MS = 3_600_000;
const EACH = 200;

onEachEngine(({ place }) => {
  test('when the clock is set back an hour, order, unread, sessions, limits and facts stay right', async () => {
    const here = await place();
    const town = await foundTown(here);
    const house = await openHouse({ ...here.settings, NODE_OPTIONS: `--import=${CLOCK}`, LIMITS: 'on' });
    const { communityId, rooms, people } = town;
    const [host, reader] = people;
    const get = (who: typeof host, name: string, input: object) =>
      api(house.origin, who!.headers, name, input);
    const act = (who: typeof host, name: string, input: object) =>
      api(house.origin, who!.headers, name, input, true);
    const ear = listen(() => house.origin, reader!.headers, town);
    await until(() => ear.listening());

    const before = crowd(town, EACH, () => house.origin);
    await before.done;
    await act(reader, 'conversations.mark-read', { communityId, conversationId: rooms[0]!, number: 10 });
    const page = { communityId, conversationId: rooms[0]! };
    const newestBefore = (await get(host, 'conversations.list-messages', page)).messages.at(-1);
    await until(async () => (await invite()) === 429);
    house.signal('SIGUSR2');
    await until(() => house.said().includes('set back'));

    expect(await invite()).toBe(200); // A limit lasts as long as it said, not an hour more.
    const after = crowd(town, EACH, () => house.origin);
    await after.done;
    const all = [...before.acknowledged, ...after.acknowledged];
    expect(await expectAllThere(here, town, house.origin, all)).toBe(2 * EACH);
    await untilHeard(ear, all);
    expectHeardInOrder(ear, all);
    const newest = (await get(host, 'conversations.list-messages', page)).messages.at(-1);
    expect(newest.number).toBeGreaterThan(newestBefore.number);
    expect(newest.createdAt).toBeLessThan(newestBefore.createdAt - HOUR_MS / 2);
    await act(reader, 'conversations.mark-read', { ...page, number: newest.number });

    const words = {
      id: newId(Date.now() - HOUR_MS),
      communityId,
      conversationId: rooms[0]!,
      body: 'An old id.',
    };
    const said = await act(host, 'conversations.send-message', words);
    expect(said.number).toBe(newest.number + 1);
    expect(await act(host, 'conversations.send-message', words)).toMatchObject({ number: said.number });
    expect(await unread()).toBe(1);
    expect((await call(house.origin, '/brief', { headers: host!.headers })).status).toBe(200);
    report(`${2 * EACH} messages before and after, all once and in order; a listener heard them so`);
    ear.stop();
    expect(await house.stop()).toBe(0);

    async function invite(): Promise<number> {
      const body = { communityId, id: newId(), uses: 1 };
      return (await call(house.origin, '/api/v1/communities.invite', { headers: host!.headers, body }))
        .status;
    }

    async function unread(): Promise<number> {
      const { conversations } = await get(reader, 'conversations.list-unread', {});
      const { lastNumber, mine } = conversations.find((one: { id: string }) => one.id === rooms[0]);
      return lastNumber - mine.readNumber;
    }
  });
});
