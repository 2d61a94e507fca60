import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { logger } from '../log.ts';
import { hub } from './hub.ts';
import { sockets } from './sockets.ts';

const ends: (() => void)[] = [];
afterEach(() => ends.splice(0).forEach((end) => end()));

/** A wire on loopback whose handshakes belong to whom `personOf` says. */
async function wire(personOf: () => Promise<string | null>) {
  const log = logger('silent');
  const nobody = { read: {} as never, mayWatch: async () => false, frameOf: async () => null };
  const wires = sockets({
    hub: hub({ ...nobody, log }),
    log,
    personOf,
    hearersOf: async () => false,
    heartbeatMs: 20,
  });
  const server = createServer().on('upgrade', (...handshake) => void wires.upgrade(...handshake));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  ends.push(
    () => wires.close(),
    () => server.close(),
  );
  return new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
}

test('a stranger gets no wire', async () => {
  const [error] = (await once(await wire(async () => null), 'error')) as [Error];
  expect(error.message).toContain('401');
});

test('whose session ends loses the wire at the next heartbeat', async () => {
  let signedIn: string | null = 'ana';
  const socket = await wire(async () => signedIn);
  await once(socket, 'open');
  await once(socket, 'ping');
  await once(socket, 'ping');
  expect(socket.readyState).toBe(WebSocket.OPEN);
  signedIn = null;
  const [code] = (await once(socket, 'close')) as [number];
  expect(code).toBe(4401);
});
