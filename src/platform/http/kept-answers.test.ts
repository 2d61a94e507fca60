import { once } from 'node:events';
import { createServer, IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { keptAnswers } from './kept-answers.ts';

const closing: (() => void)[] = [];
afterEach(() => closing.splice(0).forEach((close) => close()));

type Maker = (request: IncomingMessage, response: ServerResponse, times: number) => void;

/** A server whose answers say how often it has made one. */
async function scene(make: Maker = (_, response, times) => response.end(`answer ${times}`)) {
  const house = { now: 0, stamp: '1' as string | null, broken: false };
  const kept = keptAnswers({
    version: async () => {
      if (house.broken) throw new Error('no database');
      return house.stamp;
    },
    clock: () => house.now,
  });
  let times = 0;
  const server = createServer((request, response) => {
    void kept.through(request, response, () => {
      if (!request.url!.startsWith('/momentary')) kept.allow(request);
      make(request, response, ++times);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(() => server.close());
  const { port } = server.address() as AddressInfo;
  const ask = async (path = '/', init: RequestInit = {}) => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, init);
    return { status: answer.status, headers: answer.headers, text: await answer.text() };
  };
  const said = async (path?: string, init?: RequestInit) => (await ask(path, init)).text;
  return { house, ask, said, kept };
}

test('the same request gets the same answer until something changes', async () => {
  const { house, said } = await scene();
  expect([await said(), await said()]).toEqual(['answer 1', 'answer 1']);
  house.stamp = '2';
  expect([await said(), await said()]).toEqual(['answer 2', 'answer 2']);
});

test('what is written while an answer is made makes it an answer of before', async () => {
  const { house, said } = await scene((_, response, times) => {
    house.stamp = `after ${times}`;
    response.end(`answer ${times}`);
  });
  expect([await said(), await said()]).toEqual(['answer 1', 'answer 2']);
});

test('nobody gets what was made for another, nor in another language, nor from another page', async () => {
  const { said } = await scene();
  const from = (headers: Record<string, string>) => said('/', { headers });
  const senders: Record<string, string>[] = [
    { cookie: 'session=ana' },
    { cookie: 'session=ben' },
    { authorization: 'Bearer ana' },
    { cookie: 'session=ana', 'accept-language': 'es' },
  ];
  const answers = [];
  for (const headers of [...senders, ...senders]) answers.push(await from(headers));
  expect(answers.slice(0, 4)).toEqual(['answer 1', 'answer 2', 'answer 3', 'answer 4']);
  expect(answers.slice(4)).toEqual(answers.slice(0, 4));
  expect(await said('/?page=2', { headers: senders[0] })).toBe('answer 5');
});

test('no answer is given for longer than ten seconds', async () => {
  const { house, said } = await scene();
  await said();
  house.now = 9999;
  expect(await said()).toBe('answer 1');
  house.now = 10_000;
  expect(await said()).toBe('answer 2');
});

test('what its maker does not allow, changes, refusals and cookies are never kept', async () => {
  const { said } = await scene((request, response, times) => {
    if (request.url === '/missing') response.statusCode = 404;
    if (request.url === '/signed-in') response.setHeader('set-cookie', 'a=1');
    if (request.url === '/renewed') response.writeHead(200, { 'Set-Cookie': 'a=1' });
    response.end(`answer ${times}`);
  });
  for (const path of ['/momentary', '/missing', '/signed-in', '/renewed'])
    expect(await said(path)).not.toBe(await said(path));
  expect(await said('/', { method: 'POST' })).not.toBe(await said('/', { method: 'POST' }));
});

test('status, headers and bytes stay as they were, in whatever pieces they came', async () => {
  const { ask } = await scene((_, response) => {
    response.setHeader('etag', '"x"');
    response.writeHead(200, { 'Content-Type': 'text/plain; charset=utf-8' });
    response.write('Grüße ');
    response.write(Buffer.from('🌱'));
    response.end();
  });
  const [first, again] = [await ask(), await ask()];
  expect(again.text).toBe('Grüße 🌱');
  expect(again.status).toBe(first.status);
  for (const name of ['etag', 'content-type']) expect(again.headers.get(name)).toBe(first.headers.get(name));
});

test('much is not kept: the oldest goes, and the very long is made anew', async () => {
  const { said } = await scene((request, response, times) =>
    response.end(String(times).padEnd(request.url === '/long' ? 1_100_000 : 1_000_000)),
  );
  const times = async (path: string) => Number(await said(path));
  expect(await times('/long')).not.toBe(await times('/long'));
  const first = await times('/0');
  expect(await times('/0')).toBe(first);
  for (let page = 1; page <= 8; page++) await times(`/${page}`);
  const last = await times('/8');
  expect(await times('/8')).toBe(last);
  expect(await times('/0')).not.toBe(first);
});

test('what is let go of is made anew, and then kept again', async () => {
  const { said, kept } = await scene();
  await said();
  kept.forgetAll();
  expect([await said(), await said()]).toEqual(['answer 2', 'answer 2']);
});

test('where nobody can say that nothing has changed, each request is for its maker', async () => {
  const { house, said } = await scene();
  house.stamp = null;
  expect([await said(), await said()]).toEqual(['answer 1', 'answer 2']);
});

test('without an answer from the database each request is for its maker', async () => {
  const { house, said } = await scene();
  house.broken = true;
  expect([await said(), await said()]).toEqual(['answer 1', 'answer 2']);
});

test('who goes while it is looked up whether anything has changed is answered nothing', async () => {
  const gone = Promise.withResolvers<string>();
  const kept = keptAnswers({ version: () => gone.promise, clock: () => 0 });
  const request = Object.assign(new IncomingMessage(new Socket()), { method: 'GET', url: '/' });
  const response = new ServerResponse(request);
  let asked = 0;
  const through = kept.through(request, response, () => void asked++);
  response.destroy();
  gone.resolve('1');
  await through;
  expect(asked).toBe(0);
});
