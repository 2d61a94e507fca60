import { randomBytes } from 'node:crypto';
import { request } from 'node:http';
import type { Agent } from 'node:http';
import type { Duplex } from 'node:stream';
import autocannon from 'autocannon';
import { newId } from '../src/platform/ids.ts';
import type { Seeded } from './seed.ts';

/**
 * Requests a second for one address, with ten kept-alive connections. `anew` makes each request differ from all others
 * in a header, so that no answer serves twice. Throws when an answer is not 200.
 */
export async function pagesPerSecond(
  url: string,
  headers: Record<string, string>,
  seconds: number,
  { anew = false } = {},
): Promise<number> {
  let count = 0;
  const setupRequest = (request: autocannon.Request) => ({
    ...request,
    headers: { ...headers, 'x-look': String(count++) },
  });
  const requests = anew ? [{ setupRequest }] : undefined;
  const result = await autocannon({ url, headers, requests, connections: 10, duration: seconds });
  if (result.non2xx || result.errors)
    throw new Error(`${result.non2xx + result.errors} bad answers from ${url}`);
  return result.requests.total / result.duration;
}

/** Durable sends a second: each connection sends its next message when the last is acknowledged. */
export async function sendsPerSecond(
  origin: string,
  seeded: Seeded,
  connections: number,
  seconds: number,
): Promise<number> {
  const until = performance.now() + seconds * 1000;
  const began = performance.now();
  const counts = await Promise.all(
    seeded.tokens.slice(0, connections).map(async (token) => {
      let sent = 0;
      const agent = await keptAlive();
      while (performance.now() < until) {
        await send(origin, agent, token, seeded);
        sent++;
      }
      agent.destroy();
      return sent;
    }),
  );
  return counts.reduce((sum, one) => sum + one, 0) / ((performance.now() - began) / 1000);
}

/** Milliseconds from sending to arrival at each of the sockets, at a steady rate: every single delivery. */
export async function deliveries(
  origin: string,
  seeded: Seeded,
  rate: number,
  seconds: number,
): Promise<number[]> {
  const began = new Map<string, number>();
  const took: number[] = [];
  const sockets = await Promise.all(
    seeded.tokens.map((token) =>
      watching(origin, token, seeded.communityId, (id) => {
        const at = began.get(id);
        if (at !== undefined) took.push(performance.now() - at);
      }),
    ),
  );
  const agent = await keptAlive();
  const total = rate * seconds;
  const first = performance.now();
  for (let at = 0; at < total; at++) {
    await new Promise((later) =>
      setTimeout(later, Math.max(0, first + (at * 1000) / rate - performance.now())),
    );
    const id = newId();
    began.set(id, performance.now());
    await send(origin, agent, seeded.tokens[at % seeded.tokens.length]!, seeded, id);
  }
  await new Promise((later) => setTimeout(later, 1000));
  for (const socket of sockets) socket.destroy();
  agent.destroy();
  if (took.length !== total * sockets.length)
    throw new Error(`${took.length} of ${total * sockets.length} arrived`);
  return took;
}

const SENT = Buffer.from('"kind":"message.sent"');
const ID = Buffer.from(',"id":"');
const ID_LENGTH = 36;

/** A bare wire that only looks for the ids of messages, so that the driver takes little of the machine from the server. */
function watching(
  origin: string,
  token: string,
  communityId: string,
  heard: (id: string) => void,
): Promise<Duplex> {
  const headers = {
    ...{ authorization: `Bearer ${token}`, connection: 'Upgrade', upgrade: 'websocket' },
    ...{ 'sec-websocket-version': '13', 'sec-websocket-key': randomBytes(16).toString('base64') },
  };
  return new Promise((resolve, reject) => {
    const call = request(`${origin}/live`, { headers });
    call.on('error', reject);
    call.on('response', (answer) => reject(new Error(`no wire: status ${answer.statusCode}`)));
    call.on('upgrade', (_, wire) => {
      wire.on('data', (frames: Buffer) => {
        if (frames.includes('{"caughtUp"')) resolve(wire);
        for (const id of idsIn(frames)) heard(id);
      });
      wire.write(masked(JSON.stringify({ watch: [{ communityId, after: null }] })));
    });
    call.end();
  });
}

function* idsIn(frames: Buffer): Generator<string> {
  for (let at = frames.indexOf(SENT); at >= 0; at = frames.indexOf(SENT, at + 1)) {
    const from = frames.indexOf(ID, at) + ID.length;
    yield frames.toString('latin1', from, from + ID_LENGTH);
  }
}

/** A short text as a browser sends it (RFC 6455, 5.3), with a mask that changes nothing. */
function masked(text: string): Buffer {
  const length = Buffer.from([0x81, 0x80 | 126, text.length >> 8, text.length & 255, 0, 0, 0, 0]);
  return Buffer.concat([length, Buffer.from(text)]);
}

async function keptAlive(): Promise<Agent> {
  const { Agent } = await import('node:http');
  return new Agent({ keepAlive: true, maxSockets: 1 });
}

function send(
  origin: string,
  agent: Agent,
  token: string,
  { communityId, roomId }: Seeded,
  id = newId(),
): Promise<void> {
  const body = JSON.stringify({
    communityId,
    conversationId: roomId,
    id,
    body: 'Soup at seven, bring a bowl.',
  });
  const headers = {
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
    'content-length': body.length,
  };
  return new Promise((resolve, reject) => {
    const call = request(
      `${origin}/api/v1/conversations.send-message`,
      { method: 'POST', agent, headers },
      (answer) => {
        answer.resume();
        answer.on('end', () =>
          answer.statusCode === 200 ? resolve() : reject(new Error(`status ${answer.statusCode}`)),
        );
      },
    );
    call.on('error', reject);
    call.end(body);
  });
}
