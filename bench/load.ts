import { Agent, request } from 'node:http';
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
      const agent = new Agent({ keepAlive: true, maxSockets: 1 });
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

/** Says something in a room; resolves once it is durable. */
export function send(
  origin: string,
  agent: Agent,
  token: string,
  { communityId, roomId }: Pick<Seeded, 'communityId' | 'roomId'>,
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
