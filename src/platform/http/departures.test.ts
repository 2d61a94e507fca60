import { once } from 'node:events';
import { createServer } from 'node:http';
import type { ServerResponse } from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { expect, onTestFinished, test } from 'vitest';
import { until } from '../../../tests/until.ts';
import { departures } from './departures.ts';

const PART = Buffer.alloc(64 * 1024, 'beans ');

/** Asks a server for what has no end, or for what it is still thinking about, and reads only when told to. */
async function scene(path: '/endless' | '/thinks') {
  let now = 0;
  const answers: ServerResponse[] = [];
  const departing = departures(() => now);
  const server = createServer((_request, response) => {
    answers.push(response);
    departing.attend(response);
    if (path === '/endless') Readable.from(parts()).pipe(response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  socket.on('error', () => undefined); // Being cut off is what is waited for.
  socket.pause();
  socket.write(`GET ${path} HTTP/1.1\r\nhost: x\r\n\r\n`);
  await until(() => answers.length === 1);
  const theirs = answers[0]!.socket!;
  return {
    after(seconds: number): boolean {
      now += seconds * 1000;
      departing.sweep();
      return !theirs.destroyed;
    },
    /** Resolves once the system takes no more for this reader. */
    full: () => until(() => theirs.writableNeedDrain),
    /** Reads a little more than the system holds for a reader, and stops again. */
    async read(): Promise<void> {
      const before = theirs.bytesWritten;
      socket.resume();
      await until(() => theirs.bytesWritten > before);
      socket.pause();
    },
    socket,
  };
}

function* parts() {
  for (;;) yield PART;
}

test('who reads nothing of an answer is let go in the end', async () => {
  const { after, full, socket } = await scene('/endless');
  await full();
  expect(after(1)).toBe(true);
  expect(after(179)).toBe(true);
  expect(after(5)).toBe(false);
  socket.resume();
  await once(socket, 'close');
});

test('who reads now and then keeps their time, however long the whole takes', async () => {
  const { after, full, read } = await scene('/endless');
  for (let minutes = 0; minutes < 16; minutes += 2) {
    await full();
    expect(after(120)).toBe(true);
    await read();
  }
});

test('an answer that is long in the making, or all taken, is no matter of its reader', async () => {
  const { after } = await scene('/thinks');
  for (let minutes = 0; minutes < 30; minutes += 5) expect(after(300)).toBe(true);
});
