import { afterAll, beforeAll, expect, test } from 'vitest';
import type { App } from '../src/app.ts';
import { newId } from '../src/platform/ids.ts';
import { logger } from '../src/platform/log.ts';
import { register } from './browser.ts';
import { onEachEngine } from './engines.ts';
import { gather } from './people.ts';
import type { Cast } from './people.ts';
import { dial, listenWith, onAnyPort, tokenOf, watch } from './wire.ts';

const SECRET = 'marmalade-under-the-stairs';
const ADDRESS = '203.0.113.77';

onEachEngine(({ open }) => {
  let app: App;
  let cast: Cast;
  let served: Awaited<ReturnType<typeof listenWith>>;
  let token: { authorization: string };
  const lines: string[] = [];
  beforeAll(async () => {
    const log = logger('debug', { write: (line) => void lines.push(line) });
    app = await open({ config: { ...onAnyPort, trustProxy: true, mailUrl: 'smtp://127.0.0.1:1' }, log });
    cast = await gather(app);
    served = await listenWith(app);
    token = await tokenOf(cast.founder);
  });
  afterAll(() => served.close());

  const told = () => lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  const ask = (path: string, init: RequestInit = {}) =>
    fetch(served.origin + path, {
      ...init,
      headers: { 'x-forwarded-for': ADDRESS, 'x-request-id': newId(), ...token, ...init.headers },
    });
  const post = (name: string, body: unknown) =>
    ask(`/api/v1/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });

  test('what people write, who and where they are, and what opens doors never comes out', async () => {
    const communityId = cast.community.id;
    const conversationId = newId();
    await post('conversations.open-room', { id: conversationId, communityId, slug: 'shed', title: SECRET });
    const message = { id: newId(), communityId, conversationId, body: `Look under ${SECRET}` };
    expect((await post('conversations.send-message', message)).status).toBe(200);
    expect((await post('conversations.send-message', `{"body": "${SECRET}`)).status).toBe(422);
    await ask(`/api/v1/conversations.search?communityId=${communityId}&query=${SECRET}`);
    await ask(`/rooms/${SECRET}?mail=mia@example.org`);
    await ask(`/files/${SECRET}`);
    const wire = await dial(served.origin, token);
    await watch(wire, communityId);
    wire.say(SECRET);
    await wire.closed;
    const ana = await register(app, 'Ana');
    await app.visitAs(cast.visitor.viewer).act('accounts.request-password-reset', { email: ana.email });
    await app.settled();
    await expect
      .poll(() => told().filter(({ message: said }) => said === 'answered').length)
      .toBeGreaterThan(5);
    const all = lines.join('');
    for (const secret of [
      SECRET,
      ADDRESS,
      '127.0.0.1',
      '192.0.2',
      'example.org',
      'query=',
      token.authorization.slice(7),
    ])
      expect([secret, all.includes(secret)]).toEqual([secret, false]);
  });

  test('a fault with words in it is logged without them, by the id that its answer gives', async () => {
    const { sessionOf, tokenOf: found } = app.services.auth;
    const fail = () =>
      Promise.reject(Object.assign(new TypeError(`${SECRET} of mia@example.org`), { code: 'E1' }));
    Object.assign(app.services.auth, { sessionOf: fail, tokenOf: fail });
    const before = lines.length;
    const answer = await ask('/api/v1/accounts.me');
    Object.assign(app.services.auth, { sessionOf, tokenOf: found });
    const problem = (await answer.json()) as { requestId: string };
    expect(answer.status).toBe(503);
    expect(problem.requestId).toBe(answer.headers.get('x-request-id'));
    expect(told()).toContainEqual(
      expect.objectContaining({
        message: 'request failed',
        error: 'TypeError',
        code: 'E1',
        requestId: problem.requestId,
      }),
    );
    expect(lines.slice(before).join('')).not.toMatch(/mia|marmalade/);
  });

  test('answers that are given again have ids of their own', async () => {
    const ids = await Promise.all(
      [1, 2, 3].map(async () => (await ask('/api/v1/communities.list-mine')).headers.get('x-request-id')),
    );
    expect(new Set(ids).size).toBe(3);
  });
});
