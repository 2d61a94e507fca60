import { Agent, request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { onEachEngine } from './engines.ts';
import { listenWith, onAnyPort } from './wire.ts';

onEachEngine(({ open }) => {
  test('a house that is well lives and is ready', async () => {
    const served = await listenWith(await open({ config: onAnyPort }));
    for (const [path, says] of [
      ['healthz', 'alive\n'],
      ['readyz', 'ready\n'],
    ]) {
      const answer = await fetch(`${served.origin}/${path}`);
      expect([answer.status, await answer.text()]).toEqual([200, says]);
    }
    await served.close();
  });

  test('a balancer that asks by HTTP/1.0, without naming a host, is answered as well', async () => {
    const served = await listenWith(await open({ config: onAnyPort }));
    for (const [path, says] of [
      ['healthz', 'alive\n'],
      ['readyz', 'ready\n'],
    ]) {
      const asked = connect(served.port, '127.0.0.1');
      asked.write(`GET /${path} HTTP/1.0\r\n\r\n`);
      expect(await text(asked)).toMatch(new RegExp(`^HTTP/1.1 200 OK\r\n[^]*\r\n\r\n${says}$`));
    }
    await served.close();
  });

  test('without its database it lives, and says that it is not ready', async () => {
    const app = await open({ config: onAnyPort });
    const served = await listenWith(app);
    await app.store.close();
    const ready = await fetch(`${served.origin}/readyz`);
    expect([ready.status, await ready.text()]).toEqual([503, 'not ready: the database does not answer\n']);
    expect(ready.headers.get('retry-after')).toBe('5');
    expect((await fetch(`${served.origin}/healthz`)).status).toBe(200);
    app.store.close = () => Promise.resolve();
    app.store.write = () => Promise.resolve(undefined as never);
    await served.close();
  });

  test('one that closes says so at once, answers who still comes, and ends each connection with its answer', async () => {
    const served = await listenWith(await open({ config: onAnyPort }));
    const agent = new Agent({ keepAlive: true });
    const ask = async (path: string) => {
      const [answer] = (await once(request(`${served.origin}${path}`, { agent }).end(), 'response')) as [
        IncomingMessage,
      ];
      return { status: answer.statusCode, connection: answer.headers.connection, said: await text(answer) };
    };
    expect(await ask('/readyz')).toMatchObject({ status: 200, connection: 'keep-alive' });
    const closed = served.close();
    expect(await ask('/readyz')).toMatchObject({
      status: 503,
      connection: 'close',
      said: 'not ready: it closes\n',
    });
    expect(await ask('/api/v1/accounts.get-pass?pass=none')).toMatchObject({
      status: 200,
      connection: 'close',
    });
    agent.destroy();
    await closed;
    await expect(fetch(served.origin)).rejects.toThrow();
  });
});
