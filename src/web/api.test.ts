import { expect, test } from 'vitest';
import { createClient } from './api.ts';

const answering = (status: number, body: unknown, asked: string[] = []) =>
  createClient((url, init) => {
    asked.push(`${init?.method} ${String(url)} ${String(init?.body ?? '')}`.trim());
    return Promise.resolve(new Response(JSON.stringify(body), { status }));
  });

test('reads are GET with flat parameters, lists repeat their name, nothing is left out as nothing', async () => {
  const asked: string[] = [];
  const client = answering(200, { ok: 1 }, asked);
  const input = { communityId: 'c', kinds: ['a', 'b'], before: undefined } as never;
  expect(await client.read('conversations.list-messages', input)).toEqual({ ok: 1 });
  expect(asked).toEqual(['GET /api/v1/conversations.list-messages?communityId=c&kinds=a&kinds=b']);
});

test('verbs are POST with JSON', async () => {
  const asked: string[] = [];
  await answering(200, null, asked).act('conversations.send-message', { id: 'x' } as never);
  expect(asked).toEqual(['POST /api/v1/conversations.send-message {"id":"x"}']);
});

test('a refusal is thrown with its reason', async () => {
  const client = answering(409, { title: 'conflict', reason: 'id-taken', detail: 'Taken.' });
  await expect(client.act('conversations.send-message', {} as never)).rejects.toMatchObject({
    kind: 'conflict',
    reason: 'id-taken',
    message: 'Taken.',
  });
});

test('no network is said as such', async () => {
  const client = createClient(() => Promise.reject(new TypeError('fetch failed')));
  await expect(client.read('accounts.me', {})).rejects.toMatchObject({
    kind: 'unavailable',
    reason: 'offline',
  });
});
