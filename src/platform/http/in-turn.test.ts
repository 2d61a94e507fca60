import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { until } from '../../../tests/until.ts';
import { inTurn } from './in-turn.ts';

/** A connection to a server that answers when it is told to, and the paths that it has begun with. */
async function scene() {
  const begun: { path: string; response: ServerResponse }[] = [];
  const take = ({ url }: IncomingMessage, response: ServerResponse) =>
    void begun.push({ path: url!, response });
  const server = createServer(inTurn(take));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  const heard = { text: '', ended: false };
  socket.setEncoding('utf8').on('data', (part: string) => (heard.text += part));
  socket.on('error', () => undefined).on('close', () => (heard.ended = true));
  onTestFinished(() => {
    socket.destroy();
    server.close();
  });
  const ask = (...paths: string[]) =>
    socket.write(paths.map((path) => `GET ${path} HTTP/1.1\r\nhost: x\r\n\r\n`).join(''));
  const paths = () => begun.map(({ path }) => path);
  return { server, socket, begun, heard, ask, paths };
}

test('what comes at once on one connection is begun one after another, and answered in order', async () => {
  const { begun, heard, ask, paths } = await scene();
  ask('/a', '/b', '/c');
  await until(() => begun.length);
  ask('/d');
  for (const [n, path] of ['/a', '/b', '/c', '/d'].entries()) {
    await until(() => begun.length > n);
    expect(paths()).toEqual(['/a', '/b', '/c', '/d'].slice(0, n + 1));
    begun[n]!.response.end(`this is ${path}`);
  }
  await until(() => heard.text.includes('this is /d'));
  expect(heard.text.match(/this is \/./g)).toEqual(['/a', '/b', '/c', '/d'].map((path) => `this is ${path}`));
});

test('an answer is waited for until all of it is out', async () => {
  const { begun, heard, ask, paths } = await scene();
  ask('/long', '/short');
  await until(() => begun.length);
  begun[0]!.response.write('part');
  await until(() => heard.text.includes('part'));
  expect(paths()).toEqual(['/long']);
  begun[0]!.response.end('rest');
  await until(() => begun.length > 1);
  begun[1]!.response.end('short');
  await until(() => heard.text.includes('short'));
});

test('who sends too much ahead is cut off, and nothing of it is begun', async () => {
  const { begun, heard, ask, paths } = await scene();
  ask('/first', ...Array.from({ length: 60 }, () => '/ahead'));
  await until(() => heard.ended);
  await until(() => begun[0]!.response.destroyed);
  expect(paths()).toEqual(['/first']);
});

test('what waits for an answer that nobody takes any more is not begun', async () => {
  const { server, socket, begun, ask, paths } = await scene();
  ask('/first', '/second');
  await until(() => begun.length);
  socket.resetAndDestroy();
  await until(() => begun[0]!.response.destroyed);
  begun[0]!.response.end('too late');
  server.close();
  await once(server, 'close');
  expect(paths()).toEqual(['/first']);
});
