import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { until } from '../../../tests/until.ts';
import { arrivals } from './arrivals.ts';

const KIB = 1024;
const KNOWN = { 'x-known': 'mia' };

/** A server that looks after its bodies by a clock of the test, and says how much of one came. */
async function scene() {
  const house = { now: 0, requests: [] as IncomingMessage[] };
  const arriving = arrivals(() => house.now);
  const server = createServer({ requestTimeout: 0 }, (request, response) => {
    house.requests.push(request);
    arriving.attend(request);
    const known = request.headers['x-known'];
    if (known) arriving.mayTakeLonger(request, String(known));
    if (request.url === '/refused') return void response.writeHead(401).end();
    text(request).then(
      (body) => response.end(`${body.length} came`),
      () => undefined,
    );
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;

  async function begin(size: number, headers: Record<string, string> = {}, path = '/') {
    const socket = connect(port, '127.0.0.1');
    onTestFinished(() => void socket.destroy());
    const heard = heardBy(socket);
    const lines = Object.entries({ host: 'x', 'content-length': String(size), ...headers });
    const before = house.requests.length;
    socket.write(
      `POST ${path} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`,
    );
    await until(() => house.requests.length > before);
    const { socket: theirs } = house.requests.at(-1)!;
    return {
      heard,
      /** Sends so much more, and waits until it has come. */
      async send(bytes: number): Promise<void> {
        const wanted = theirs.bytesRead + bytes;
        socket.write('x'.repeat(bytes));
        await until(() => theirs.bytesRead >= wanted);
      },
    };
  }

  const after = (seconds: number) => {
    house.now += seconds * 1000;
    arriving.sweep();
  };
  return { begin, after };
}

test('who is known and gets on with it may take longer than a minute', async () => {
  const { begin, after } = await scene();
  const upload = await begin(1500 * KIB, KNOWN);
  for (const part of [500, 500, 490]) {
    await upload.send(part * KIB);
    after(50);
  }
  after(50);
  await upload.send(10 * KIB);
  expect(await upload.heard(/came$/)).toMatch(/^HTTP\/1.1 200 [^]*1536000 came$/);
});

test('who is known and no longer gets on is let go', async () => {
  const { begin, after } = await scene();
  const upload = await begin(1500 * KIB, KNOWN);
  await upload.send(500 * KIB);
  after(50);
  await upload.send(400 * KIB);
  after(59);
  await upload.send(1);
  after(2);
  expect(await upload.heard()).toMatch(/^HTTP\/1.1 408 /);
});

test('who is known has more time for ten at once, whatever others bring', async () => {
  const { begin, after } = await scene();
  const all = [await uploads(KNOWN, 11), await uploads({ 'x-known': 'lena' }, 11)];
  after(50);
  after(20);
  for (const [eleventh, ...first] of all.map((some) => some.reverse())) {
    expect(await eleventh!.heard()).toMatch(/^HTTP\/1.1 408 /);
    for (const upload of first) await upload.send(100 * KIB);
    for (const upload of first) expect(await upload.heard(/came$/)).toMatch(/^HTTP\/1.1 200 /);
  }
  const [next] = await uploads(KNOWN, 1);
  after(50);
  after(20);
  await next!.send(100 * KIB);
  expect(await next!.heard(/came$/)).toMatch(/^HTTP\/1.1 200 /);

  /** One after another begins, and brings the most of it. */
  async function uploads(who: Record<string, string>, count: number) {
    const begun = [];
    for (let n = 0; n < count; n++) begun.push(await begin(600 * KIB, who));
    for (const upload of begun) await upload.send(500 * KIB);
    return begun;
  }
});

test('anybody else has a minute, however much they send', async () => {
  const { begin, after } = await scene();
  const stranger = await begin(1500 * KIB);
  await stranger.send(1400 * KIB);
  after(59);
  await stranger.send(1);
  after(2);
  expect(await stranger.heard()).toMatch(/^HTTP\/1.1 408 /);
});

test('whoever was answered already holds no place either by going on with a body', async () => {
  const { begin, after } = await scene();
  const refused = await begin(1500 * KIB, {}, '/refused');
  await refused.send(10);
  after(61);
  expect(await refused.heard()).toMatch(/^HTTP\/1.1 401 /);
});

test('a request that came whole is left alone, however long its answer takes', async () => {
  const { begin, after } = await scene();
  const whole = await begin(10);
  await whole.send(10);
  await whole.heard(/10 came$/);
  after(600);
  expect(await (await begin(0)).heard(/0 came$/)).toMatch(/^HTTP\/1.1 200 /);
});

/** What it is told until something is in it, or else until the end. */
function heardBy(socket: Socket) {
  let said = '';
  let ended = false;
  socket.setEncoding('utf8').on('data', (part: string) => (said += part));
  socket.once('close', () => (ended = true)).on('error', () => undefined);
  return async (wanted?: RegExp): Promise<string> => {
    await until(() => ended || wanted?.test(said));
    return said;
  };
}
