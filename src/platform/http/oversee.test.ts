import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { expect, onTestFinished, test } from 'vitest';
import { logger } from '../log.ts';
import { overseer } from './oversee.ts';
import type { Answered } from './oversee.ts';
import { routeKind } from './route-kind.ts';

async function served(trustProxy: boolean, status = 200, fault?: () => Promise<void>) {
  const lines: Record<string, unknown>[] = [];
  const log = logger('debug', { write: (line) => void lines.push(JSON.parse(line) as object as never) });
  const seen: Answered[] = [];
  const oversee = overseer({ log, trustProxy, answered: (how) => void seen.push(how) });
  const server = createServer((request, response) =>
    oversee(request, response, fault ?? (() => response.writeHead(status).end(log.requestId()))),
  ).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { origin, lines, seen };
}

test('an id is made, told, and the same throughout', async () => {
  const { origin, lines, seen } = await served(false);
  const answer = await fetch(`${origin}/rooms/secret?q=words`, { headers: { 'x-request-id': 'forged' } });
  const id = await answer.text();
  expect(id).toMatch(/^[\da-f-]{36}$/);
  expect(answer.headers.get('x-request-id')).toBe(id);
  await expect
    .poll(() => lines)
    .toMatchObject([{ message: 'answered', requestId: id, route: 'page', status: 200 }]);
  expect(seen).toMatchObject([{ route: 'page', status: 200 }]);
  expect(JSON.stringify(lines)).not.toMatch(/secret|words|forged/);
});

test('a trusted proxy gives the id, if it is one', async () => {
  const { origin } = await served(true);
  const asked = async (id: string) => (await fetch(origin, { headers: { 'x-request-id': id } })).text();
  expect(await asked('proxy-1.2:3')).toBe('proxy-1.2:3');
  expect(await asked('a"b')).toMatch(/^[\da-f-]{36}$/);
  expect(await asked('x'.repeat(101))).toMatch(/^[\da-f-]{36}$/);
});

test('what breaks is told louder', async () => {
  const { origin, lines } = await served(false, 503);
  await fetch(`${origin}/api/v1/things.say`, { method: 'POST' });
  await expect.poll(() => lines).toMatchObject([{ level: 'warn', route: 'verb', status: 503 }]);
});

test('what fails in answering one request ends that one, is logged without its words, and nothing more', async () => {
  const { origin, lines } = await served(false, 200, () => Promise.reject(new RangeError('Ines wrote')));
  expect((await fetch(origin)).status).toBe(500);
  await expect.poll(() => lines).toMatchObject([{ level: 'error', error: 'RangeError' }, { status: 500 }]);
  expect(lines[0]!['requestId']).toBe(lines[1]!['requestId']);
  expect(JSON.stringify(lines)).not.toContain('Ines');
  expect((await fetch(origin)).status).toBe(500);
});

test.each([
  ['GET', '/', 'page'],
  ['GET', '/garden/rooms/shed', 'page'],
  ['POST', '/api/v1/conversations.send-message', 'verb'],
  ['GET', '/api/v1/conversations.list-messages?communityId=1', 'read'],
  ['GET', '/api/auth/passkey', 'auth'],
  ['GET', '/api', 'page'],
  ['GET', '/files/1/2/whole', 'file'],
  ['GET', '/_app/immutable/a.js', 'asset'],
  ['GET', '/readyz', 'watch'],
])('%s %s is of the kind %s', (method, url, kind) => expect(routeKind(method, url)).toBe(kind));
