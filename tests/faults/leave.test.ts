import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { newId } from '../../src/platform/ids.ts';
import { openHouse } from '../kith.ts';
import type { House } from '../processes.ts';
import { call } from './call.ts';
import { crowd } from './crowd.ts';
import { onEachEngine } from './engines.ts';
import { fileOf } from './file-of.ts';
import { long, report } from './report.ts';
import { foundTown } from './town.ts';
import type { Town } from './town.ts';

const LEAVING = long ? 10_000 : 1500;
const AT_ONCE = 20;
/** About as long as an answer takes, so that some leave before it, some after, and most in its midst. */
const PATIENCE_MS = 6;

onEachEngine(({ place }) => {
  test('those who leave in the middle of a request harm nobody', async () => {
    const at = await place();
    const town = await foundTown(at);
    const house = await openHouse(at.settings);
    const talk = crowd(town, 100, () => house.origin);
    const asked = requestsOf(town, await fileOf(house));
    const leavers = Array.from({ length: AT_ONCE }, async (_, first) => {
      for (let n = first; n < LEAVING; n += AT_ONCE)
        await leaveWithin(Math.random() * PATIENCE_MS, house, asked[n % asked.length]!);
    });
    await Promise.all(leavers);
    await talk.done;
    expect(talk.acknowledged).toHaveLength(100);
    expect((await call(house.origin, '/sign-in')).status).toBe(200);
    report(`${LEAVING} left in the middle of a request; 100 sends went through beside them`);
    expect(await house.stop()).toBe(0);
  });
});

function requestsOf({ people, communityId, rooms }: Town, file: string): string[] {
  const head = `host: x\r\nauthorization: ${people[0]!.headers.authorization}`;
  const query = new URLSearchParams({ communityId, conversationId: rooms[0]! });
  const said = JSON.stringify({ id: newId(), communityId, conversationId: rooms[0], body: 'Bye' });
  const sent = `POST /api/v1/conversations.send-message HTTP/1.1\r\n${head}\r\ncontent-type: application/json\r\ncontent-length: ${said.length}\r\n\r\n`;
  const pages = ['/service-worker.js', file, '/sign-in', '/', '/api', '/healthz'];
  const read = [...pages, `/api/v1/conversations.list-messages?${query}`];
  return [
    ...read.map((path) => `GET ${path} HTTP/1.1\r\n${head}\r\n\r\n`),
    `${sent}${said}`,
    `${sent}${said.slice(0, 20)}`,
    `GET /live HTTP/1.1\r\n${head}\r\nconnection: upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: ${'a'.repeat(22)}==\r\n\r\n`,
  ];
}

async function leaveWithin(ms: number, { port }: House, request: string): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined); // That it is cut off is the point.
  await once(socket, 'connect');
  socket.write(request);
  await pause(ms);
  socket.resetAndDestroy();
}
