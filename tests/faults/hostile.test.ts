import { once } from 'node:events';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { newId } from '../../src/platform/ids.ts';
import { dial, knock } from '../wire.ts';
import { call } from './call.ts';
import { crowd } from './crowd.ts';
import { expectHeardInOrder, listen, untilHeard } from './ear.ts';
import { onEachEngine, sqlitePlace } from './engines.ts';
import { openHouse } from '../kith.ts';
import type { House } from '../processes.ts';
import { until } from '../until.ts';
import { long, report } from './report.ts';
import { foundTown } from './town.ts';
import type { Town } from './town.ts';

/** More than a listener is told one by one. */
const BEYOND_CATCH_UP = 600;

async function setOut(
  people = 8,
  at = sqlitePlace(),
): Promise<{ town: Town; house: House; restart: () => Promise<House> }> {
  const place = await at;
  const town = await foundTown(place, { people });
  const house = await openHouse(place.settings);
  return { town, house, restart: () => openHouse({ ...place.settings, PORT: String(house.port) }) };
}

test('a client that never reads is let go, takes little memory, and holds nobody up', async () => {
  const { town, house } = await setOut();
  const deaf = await Promise.all(
    Array.from({ length: 30 }, async (_, n) => {
      const socket = await knock(house.port, town.people[n % town.people.length]!.headers);
      await once(socket, 'readable');
      socket.write(masked(JSON.stringify({ watch: [{ communityId: town.communityId, after: null }] })));
      return socket;
    }),
  );
  const ear = listen(() => house.origin, town.people[1]!.headers, town);
  await until(() => ear.listening());
  const before = await house.memory();
  const { acknowledged, done } = crowd(town, 200, () => house.origin, ' walnut'.repeat(2700));
  await done;
  await untilHeard(ear, acknowledged);
  const grown = (await house.memory()) - before;
  const sent = ear.heard.reduce((bytes, fact) => bytes + JSON.stringify(fact).length, 0);
  await Promise.all(
    deaf.map(async (socket) => {
      const closed = once(socket, 'close');
      socket.on('end', () => socket.end()).resume();
      await closed;
      expect(socket.bytesRead).toBeLessThan(sent);
    }),
  );
  expectHeardInOrder(ear, acknowledged);
  // All that was not read would be thirty times what was sent.
  expect(grown).toBeLessThan((deaf.length * sent) / 2 ** 20 / 2);
  report(
    `${deaf.length} clients read nothing of ${(sent / 2 ** 20).toFixed(1)} MiB and were let go; memory grew by ` +
      `${grown.toFixed(0)} MiB; a listener beside them heard all ${acknowledged.length}`,
  );
  ear.stop();
  expect(await house.stop()).toBe(0);
});

onEachEngine(({ name, place }) => {
  test('a thousand clients that come back at once all catch up, in order, each word once', async () => {
    const clients = long || name === 'sqlite' ? 1000 : 300; // Each asks PostgreSQL several times when it comes.
    const { town, house, restart } = await setOut(25, place());
    const ears = Array.from({ length: clients }, (_, n) =>
      listen(() => house.origin, town.people[n % town.people.length]!.headers, town),
    );
    await until(() => ears.every((ear) => ear.listening()));
    const first = crowd(town, 50, () => house.origin);
    await until(() => first.acknowledged.length >= 25);
    await house.kill();
    const again = await restart();
    await first.done;
    const second = crowd(town, 50, () => house.origin);
    await second.done;
    const all = [...first.acknowledged, ...second.acknowledged];
    for (const ear of ears) {
      await untilHeard(ear, all);
      expectHeardInOrder(ear, all);
      expect(ear.reloads()).toBe(0);
    }
    report(`${clients} clients came back at once; each heard all ${all.length} once, in order`);
    for (const ear of ears) ear.stop();
    expect(await again.stop()).toBe(0);
  });
});

test('who comes with an ancient or a forged cursor is told to fetch anew, and misses nothing', async () => {
  const { town, house } = await setOut();
  const { headers } = town.people[1]!;
  const old = crowd(town, BEYOND_CATCH_UP, () => house.origin);
  await old.done;
  const odd = [0, 1, 1e9, Number.MAX_SAFE_INTEGER];
  const ears = odd.map((after) => listen(() => house.origin, headers, town, after));
  await until(() => ears.every((ear) => ear.listening()));
  const near = listen(() => house.origin, headers, town, ears[0]!.cursor()! - 30);
  const { acknowledged, done } = crowd(town, 50, () => house.origin);
  await done;
  const all = [...old.acknowledged, ...acknowledged];
  for (const ear of ears) {
    await untilHeard(ear, all);
    expectHeardInOrder(ear, all);
    expect(ear.reloads()).toBe(1);
  }
  await untilHeard(near, acknowledged);
  expect(expectHeardInOrder(near, acknowledged)).toBe(30 + acknowledged.length);
  expect(near.reloads()).toBe(0);
  report(`cursors ${odd.join(', ')}: each fetched anew once, and knows all ${all.length}`);
  for (const ear of [...ears, near]) ear.stop();
  expect(await house.stop()).toBe(0);
});

test('nothing that a client makes up brings the house down, or out of its words', async () => {
  const { town, house } = await setOut();
  const [host] = town.people;
  const { communityId, rooms } = town;
  const odd = fc.oneof(
    fc.string(),
    fc.double(),
    fc.bigInt().map(String),
    fc.constantFrom('', '-1', '1e999', '0x10', '9'.repeat(40)),
  );
  let asked = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.dictionary(fc.constantFrom('before', 'after', 'around', 'limit', 'communityId'), odd),
      async (given) => {
        const input = { communityId, conversationId: rooms[0]!, ...given };
        const query = new URLSearchParams(Object.entries(input).map(([key, value]) => [key, String(value)]));
        const answer = await call(house.origin, `/api/v1/conversations.list-messages?${query}`, {
          headers: host!.headers,
        });
        expect([200, 404, 422]).toContain(answer.status);
        asked++;
      },
    ),
    { numRuns: long ? 1000 : 150 },
  );
  const frames = fc.oneof(
    fc.json(),
    fc.string(),
    fc
      .record({
        watch: fc.array(
          fc.record({
            communityId: fc.constantFrom(communityId, newId(), 'x'),
            after: fc.oneof(odd, fc.integer(), fc.maxSafeNat()),
          }),
        ),
      })
      .map((one) => JSON.stringify(one)),
    fc.constant('x'.repeat(20_000)),
  );
  await fc.assert(
    fc.asyncProperty(frames, async (frame) => {
      const wire = await dial(house.origin, host!.headers);
      wire.say(frame);
      wire.say({ watch: [{ communityId, after: Number.MAX_SAFE_INTEGER }] });
      const ended = await Promise.race([wire.closed, wire.until((said) => said.caughtUp).then(() => 0)]);
      expect([0, 1008, 1009]).toContain(ended);
      wire.end();
      await wire.closed;
      asked++;
    }),
    { numRuns: long ? 400 : 60 },
  );
  const large = { id: newId(), communityId, conversationId: rooms[0]!, body: 'x'.repeat(2 * 2 ** 20) };
  const sent = await call(house.origin, '/api/v1/conversations.send-message', {
    headers: host!.headers,
    body: large,
  });
  expect(sent.status).toBe(413);
  for (const [bytes, status] of [
    ['GARBAGE\r\n\r\n', '400'],
    [`GET / HTTP/1.1\r\nhost: x\r\nx: ${'y'.repeat(40_000)}\r\n\r\n`, '431'],
    ['POST /api/v1/accounts.sign-in HTTP/1.1\r\nhost: x\r\ncontent-length: -5\r\n\r\n', '400'],
    [
      'POST /api/v1/accounts.sign-in HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n',
      '400',
    ],
  ] as const) {
    expect(await saidTo(house, bytes)).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  }
  expect((await call(house.origin, '/sign-in')).status).toBe(200);
  report(`${asked} made-up cursors, frames and queries; the house answered each in its words and stood`);
  expect(await house.stop()).toBe(0);
});

test('who sends slowly or not at all is let go in time, and keeps nobody from being served', async () => {
  const { town, house } = await setOut();
  const slow = [
    ...(await slowly(house, 300, '')),
    ...(await slowly(house, 300, 'GET / HTTP/1.1\r\nhost: x\r\nx-a: ')),
  ];
  const bodies = await slowly(
    house,
    long ? 300 : 0,
    `POST /api/v1/accounts.sign-in HTTP/1.1\r\nhost: x\r\norigin: http://x\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n{`,
  );
  const { acknowledged, done } = crowd(town, 200, () => house.origin);
  await done;
  expect(acknowledged).toHaveLength(200);
  await Promise.all([...slow, ...bodies].map((one) => one.closed));
  report(
    `${slow.length + bodies.length} slow or silent connections were let go; 200 sends went through meanwhile`,
  );
  expect(await house.stop()).toBe(0);
});

test('strangers who send much by forms are refused, and fill no memory', async () => {
  const house = await openHouse((await sqlitePlace()).settings);
  expect((await call(house.origin, '/sign-in')).status).toBe(200);
  const before = await house.memory();
  const bytes = 20 * 2 ** 20;
  const head = `host: x\r\norigin: http://x\r\ncontent-type: application/x-www-form-urlencoded`;
  const senders = await Promise.all(
    ['/sign-in?/enter', '/?/speak'].flatMap((path) =>
      [`content-length: ${bytes + 1}`, 'transfer-encoding: chunked'].flatMap((how) =>
        Array.from({ length: 6 }, () =>
          sendMuch(house, `POST ${path} HTTP/1.1\r\n${head}\r\n${how}\r\n\r\n`, bytes),
        ),
      ),
    ),
  );
  const grown = (await house.memory()) - before;
  expect(grown).toBeLessThan((senders.length * bytes) / 2 ** 20 / 3);
  for (const { said, destroyed } of senders) expect(destroyed || /^HTTP\/1.1 413 /.test(said)).toBe(true);
  report(`${senders.length} strangers sent 20 MiB each; memory grew by ${grown.toFixed(0)} MiB`);
  expect(await house.stop()).toBe(0);
});

/** Sends all but the last byte of so many, or as many as are taken; and what was answered, or that it was cut off. */
async function sendMuch({ port }: House, begin: string, bytes: number) {
  const socket = await opened(port);
  let said = '';
  socket.setEncoding('utf8').on('data', (text: string) => (said += text));
  socket.write(begin);
  const part = Buffer.alloc(2 ** 16, 'a');
  const next = begin.includes('chunked')
    ? Buffer.concat([Buffer.from('10000\r\n'), part, Buffer.from('\r\n')])
    : part;
  const closed = closing(socket);
  for (let sent = 0; sent < bytes && !socket.destroyed; sent += part.length)
    if (!socket.write(next)) await Promise.race([drained(socket), closed]);
  await until(() => said || socket.destroyed);
  return { said, destroyed: socket.destroyed };
}

const drained = (socket: Socket) => new Promise((on) => socket.once('drain', on));

/** Connections that begin like this and then send a byte a second. */
async function slowly({ port }: House, count: number, begin: string) {
  return Promise.all(
    Array.from({ length: count }, async () => {
      const socket = await opened(port);
      if (begin) socket.write(begin);
      const drip = setInterval(() => begin && socket.writable && socket.write('a'), 1000);
      const closed = closing(socket).finally(() => clearInterval(drip));
      socket.resume();
      return { closed };
    }),
  );
}

async function saidTo({ port }: House, bytes: string): Promise<string> {
  const socket = await opened(port);
  let said = '';
  socket.setEncoding('utf8').on('data', (text: string) => (said += text));
  socket.write(bytes);
  await closing(socket);
  return said;
}

/** Also of one that is cut off, which `once` of Node takes for a failure. */
const closing = (socket: Socket) => new Promise((closed) => socket.once('close', closed));

async function opened(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined); // Being cut off is what is waited for.
  await once(socket, 'connect');
  return socket;
}

/** A text as clients send it (RFC 6455, 5.3), masked with zeros. */
function masked(text: string): Buffer {
  const payload = Buffer.from(text);
  const head = Buffer.from([0x81, 0x80 | 126, payload.length >> 8, payload.length & 0xff, 0, 0, 0, 0]);
  return Buffer.concat([head, payload]);
}
