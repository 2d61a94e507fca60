import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { onTestFinished, expect, test } from 'vitest';
import { openHouse, running } from '../kith.ts';
import { opened } from '../processes.ts';
import type { House } from '../processes.ts';
import { soon, until } from '../until.ts';
import { call } from './call.ts';
import { fileOf } from './file-of.ts';
import { sqlitePlace } from './engines.ts';
import { report } from './report.ts';

const KITH = join(import.meta.dirname, '../../bin/kith');
const MAY_OPEN = 700;
const AT_THE_DOOR = 1500;

test('more connections than a process may have files leave no page broken behind them', async () => {
  const { settings } = await sqlitePlace();
  const narrow = ['-c', `ulimit -n ${MAY_OPEN} && exec "$0" start`, KITH];
  const house = await opened(running(narrow, settings, '/bin/sh'));
  const crowd = await Promise.all(Array.from({ length: AT_THE_DOOR }, () => comeTo(house)));
  const inside = () => crowd.filter(({ destroyed }) => !destroyed);
  await until(() => inside().length < MAY_OPEN / 2);
  // Nobody has asked for this page before, so that its program is read only now.
  expect(await answerTo(inside()[0]!, 'GET /sign-in')).toMatch(/^HTTP\/1.1 200 /);
  const turnedAway = AT_THE_DOOR - inside().length;
  crowd.forEach((socket) => socket.destroy());
  await until(() => served(house, '/api'));
  expect((await call(house.origin, '/sign-in')).status).toBe(200);
  const nobody = { email: 'nobody@example.org', password: 'not the right one' };
  const headers = { origin: house.origin };
  const signIn = await call(house.origin, '/api/v1/accounts.sign-in', { headers, body: nobody });
  expect(signIn.json()).toMatchObject({ reason: 'wrong-sign-in' });
  expect(house.said()).toContain('connections are turned away');
  report(`${turnedAway} of ${AT_THE_DOOR} were turned away at ${MAY_OPEN} files; all pages open after`);
  expect(await house.stop()).toBe(0);
});

test.skipIf(process.platform !== 'linux')(
  'who asks for much on one connection and reads nothing takes little memory and few files',
  async () => {
    const { settings } = await sqlitePlace();
    const house = await openHouse(settings);
    const file = await fileOf(house);
    const [files, memory] = [await filesOf(house), await house.memory()];
    const greedy = await Promise.all(Array.from({ length: 40 }, () => comeTo(house)));
    for (const [n, socket] of greedy.entries()) {
      socket.pause();
      socket.write(`GET ${n % 2 ? file : '/sign-in'} HTTP/1.1\r\nhost: x\r\n\r\n`.repeat(n < 20 ? 40 : 400));
    }
    expect((await call(house.origin, '/sign-in')).status).toBe(200);
    await until(() => greedy.slice(20).every(({ destroyed }) => destroyed));
    const taken = { files: (await filesOf(house)) - files, memory: (await house.memory()) - memory };
    expect(taken.files).toBeLessThan(3 * greedy.length);
    expect(taken.memory).toBeLessThan(150);
    greedy.forEach((socket) => socket.resetAndDestroy());
    await until(async () => (await filesOf(house)) <= files + SPARE);
    report(
      `${greedy.length} clients asked ahead and read nothing: ${taken.files} files and ${taken.memory.toFixed(0)} MiB taken`,
    );
    expect(await house.stop()).toBe(0);
  },
);

/** What the house itself opens in passing, such as a second connection to its database. */
const SPARE = 8;

const filesOf = async ({ pid }: House) => (await readdir(`/proc/${pid}/fd`)).length;

async function comeTo({ port }: House): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  socket.on('error', () => undefined); // That it is turned away is the point.
  await Promise.race([once(socket, 'connect'), once(socket, 'close')]).catch(() => undefined);
  socket.resume();
  return socket;
}

async function answerTo(socket: Socket, asked: string): Promise<string> {
  socket.write(`${asked} HTTP/1.1\r\nhost: x\r\n\r\n`);
  const [said] = (await once(socket, 'data')) as [Buffer];
  return said.toString();
}

const served = (house: House, path: string) =>
  call(house.origin, path).then(
    ({ status }) => status === 200,
    () => soon().then(() => false),
  );
