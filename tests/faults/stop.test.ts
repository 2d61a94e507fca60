import { once } from 'node:events';
import { request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { json } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { newId } from '../../src/platform/ids.ts';
import { dial, watch } from '../wire.ts';
import { expectAllThere } from './counted.ts';
import { onEachEngine, sqlitePlace } from './engines.ts';
import { openHouse } from '../kith.ts';
import { soon, until } from '../until.ts';
import { report } from './report.ts';
import { talkers } from './talkers.ts';
import { foundTown } from './town.ts';
import type { Town } from './town.ts';

onEachEngine(({ place }) => {
  test('a house that is asked to stop under load drops nothing that it has begun', async () => {
    const here = await place();
    const town = await foundTown(here);
    const house = await openHouse(here.settings);
    const wire = await dial(house.origin, town.people[0]!.headers);
    await watch(wire, town.communityId);
    expect((await fetch(`${house.origin}/readyz`)).status).toBe(200);
    const { acknowledged, refused, notAccepted, done } = talkers(town, house.origin);
    await until(() => acknowledged.length > 200);
    const began = Date.now();
    const stopped = house.stop();
    await until(
      async () => (await fetch(`${house.origin}/readyz`).catch(() => ({ status: 503 }))).status === 503,
    );
    expect(await wire.closed).toBe(1001);
    await done;
    expect(await stopped).toBe(0);
    const took = Date.now() - began;
    expect(took).toBeLessThan(10_000);
    // Nobody takes these connections any more; what was to be said on them is not there, as is counted below.
    expect(notAccepted.filter((code) => !/^ECONN(REFUSED|RESET)$/.test(code))).toEqual([]);
    expect(refused.filter((status) => status !== 503)).toEqual([]);
    const again = await openHouse(here.settings);
    expect(await expectAllThere(here, town, again.origin, acknowledged)).toBe(acknowledged.length);
    report(
      `stopped under load in ${took} ms: ${acknowledged.length} acknowledged, all there, ${refused.length} refused`,
    );
    expect(await again.stop()).toBe(0);
  });

  test('an upload that goes on is finished, and one that takes too long is refused clearly', async () => {
    const here = await place();
    const town = await foundTown(here);
    const house = await openHouse(here.settings);
    const [quick, slow] = [upload(town, house.origin), upload(town, house.origin)];
    await Promise.all([quick.begun, slow.begun]);
    const stopped = house.stop();
    await until(async () => (await fetch(`${house.origin}/readyz`).catch(() => null))?.status !== 200);
    quick.finish();
    expect(await quick.answer).toMatchObject({ status: 200 });
    expect(await slow.answer).toMatchObject({ status: 503, reason: 'closing' });
    expect(await stopped).toBe(0);
  });
});

test('a fault that nobody caught ends the process with 1, and is logged without its words', async () => {
  const fault = `new RangeError('Ines wrote: marmalade')`;
  for (const [thrown, kind] of [
    [`throw ${fault}`, 'uncaughtException'],
    [`void Promise.reject(${fault})`, 'unhandledRejection'],
  ]) {
    const faulty = Buffer.from(`process.on('SIGUSR2', () => { ${thrown} })`).toString('base64');
    const settings = { NODE_OPTIONS: `--import data:text/javascript;base64,${faulty}` };
    const house = await openHouse({ ...(await sqlitePlace()).settings, ...settings });
    house.signal('SIGUSR2');
    expect((await house.ended).code).toBe(1);
    expect(house.said()).toContain(`"kind":"${kind}","error":"RangeError"`);
    expect(house.said()).not.toContain('marmalade');
  }
});

/** An upload whose last part waits to be asked for. */
function upload({ people, communityId, rooms }: Town, origin: string) {
  const [head, tail] = ['--x\r\n', '\r\n--x--\r\n'];
  const fields = Object.entries({ id: newId(), communityId, conversationId: rooms[0]! }).map(
    ([name, value]) => `content-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n--x\r\n`,
  );
  const file = `content-disposition: form-data; name="content"; filename="list.txt"\r\ncontent-type: text/plain\r\n\r\n${'beans '.repeat(
    20_000,
  )}`;
  const sending = request(`${origin}/api/v1/conversations.attach`, {
    method: 'POST',
    headers: { ...people[0]!.headers, 'content-type': 'multipart/form-data; boundary=x' },
  });
  const answer = once(sending, 'response').then(async ([response]) => {
    const { statusCode: status } = response as IncomingMessage;
    const { reason } = (await json(response as IncomingMessage)) as { reason?: string };
    return { status, reason };
  });
  sending.on('error', () => undefined);
  const begun = new Promise<unknown>((sent) =>
    sending.write(head + fields.join('') + file, () => void soon(50).then(sent)),
  );
  return { begun, answer, finish: () => sending.end(tail) };
}
