import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { onEachEngine } from '../../tests/engines.ts';
import { meet } from '../../tests/people.ts';
import { until } from '../../tests/until.ts';
import { onAnyPort, tokenOf } from '../../tests/wire.ts';
import type { App } from '../app.ts';
import { serve } from '../server.ts';
import { handle } from './hooks.server.ts';

const KIB = 1024;
const FILE = 'multipart/form-data; boundary=x';
const WORDS = 'application/x-www-form-urlencoded';
type Event = Parameters<typeof handle>[0]['event'];

onEachEngine((engine) => {
  test.each([
    ['a file', 'from somebody who is signed in', FILE, true, /^HTTP\/1.1 200 .*1536000 came$/s],
    ['a file', 'from a stranger', FILE, false, /^HTTP\/1.1 408 /],
    ['no file', 'from somebody who is signed in', WORDS, true, /^HTTP\/1.1 408 /],
  ])('a form that brings %s slowly %s', async (_what, _whose, type, known, answer) => {
    const house = { now: Date.now() };
    const app = await engine.open({ clock: () => house.now, config: onAnyPort });
    const headers = known ? await tokenOf(await meet(app, 'Ines')) : {};
    const { socket, heard, theirs } = await begin(app, { 'content-type': type, ...headers });
    for (const part of [500, 500, 490, 10]) {
      const wanted = theirs().bytesRead + part * KIB;
      socket.write('x'.repeat(part * KIB));
      await until(() => heard.ended || theirs().bytesRead >= wanted);
      house.now += 50_000;
      app.arriving.sweep();
    }
    await until(() => heard.ended || heard.said.endsWith('came'));
    expect(heard.said).toMatch(answer);
  });
});

/** A form on its way to a server whose pages are these hooks, and say how much of it came. */
async function begin(app: App, headers: Record<string, string>) {
  const requests: IncomingMessage[] = [];
  const served = await serve(app, async () => async (request, response) => {
    const url = new URL(request.url!, 'http://localhost');
    await answerBy(request, response, url).catch(() => undefined); // Of whoever is cut off nothing more comes.
  });
  onTestFinished(() => served.close());
  const socket = connect(Number(new URL(served.origin).port), '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  const heard = { said: '', ended: false };
  socket.setEncoding('utf8').on('data', (part: string) => (heard.said += part));
  socket.on('error', () => undefined).on('close', () => (heard.ended = true));
  await once(socket, 'connect');
  const all = { host: 'localhost', 'content-length': String(1500 * KIB), ...headers };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.write(`POST /settings HTTP/1.1\r\n${lines.join('')}\r\n`);
  await until(() => requests.length);
  return { socket, heard, theirs: () => requests[0]!.socket };

  async function answerBy(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const event = {
      ...{ url, locals: {}, route: { id: null }, isSubRequest: false, cookies: { get: () => undefined } },
      request: new Request(url, { headers: new Headers(request.headers as Record<string, string>) }),
      platform: { req: request },
      getClientAddress: () => '192.0.2.1',
    } as unknown as Event;
    const resolve = async () => {
      requests.push(request);
      return new Response(`${(await text(request)).length} came`);
    };
    response.end(await (await handle({ event, resolve })).text());
  }
}
