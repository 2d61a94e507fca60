import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { App } from '../src/app.ts';
import { newId } from '../src/platform/ids.ts';
import { byName } from '../src/verbs.ts';
import { FIREFOX, register } from './browser.ts';
import { onEachEngine } from './engines.ts';
import { gather } from './people.ts';
import type { Cast } from './people.ts';
import { listenWith, onAnyPort, tokenOf } from './wire.ts';

onEachEngine(({ open }) => {
  let app: App;
  let cast: Cast;
  let served: Awaited<ReturnType<typeof listenWith>>;
  let token: { authorization: string };
  let late = 0;
  beforeAll(async () => {
    app = await open({ config: onAnyPort, clock: () => Date.now() + late });
    cast = await gather(app);
    served = await listenWith(app);
    token = await tokenOf(cast.founder);
  });
  afterAll(() => served.close());

  const url = (name: string) => `${served.origin}/api/v1/${name}`;
  const post = (name: string, body: unknown, headers: Record<string, string> = token) =>
    fetch(url(name), {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  const told = async (answer: Response) => ({
    status: answer.status,
    ...((await answer.json()) as { reason?: string }),
  });

  test('what verbs do and reads tell is there over HTTP, in words and bytes', async () => {
    const communityId = cast.community.id;
    const room = { id: newId(), communityId, slug: 'compost', title: 'Compost' };
    expect((await post('conversations.open-room', room)).status).toBe(200);
    const message = { id: newId(), communityId, conversationId: room.id, body: 'Schöne Grüße 🌱' };
    expect(await told(await post('conversations.send-message', message))).toMatchObject({
      status: 200,
      number: 1,
    });
    const again = await told(await post('conversations.send-message', message));
    expect(again).toMatchObject({ status: 200, number: 1 });
    const query = new URLSearchParams({ communityId, conversationId: room.id, limit: '1', after: '0' });
    const answer = await fetch(`${url('conversations.list-messages')}?${query}`, { headers: token });
    expect(await answer.json()).toMatchObject({ messages: [{ body: message.body }], later: false });
  });

  test('links lead to where it listens, also where that was any free port', async () => {
    const { port } = new URL(served.origin);
    const invited = await post('communities.invite', { id: newId(), communityId: cast.community.id });
    const { url } = (await invited.json()) as { url: string };
    expect(new URL(url).port).toBe(port);
  });

  test('what is read again is as fresh as what is read first, and ends with the token', async () => {
    const communityId = cast.community.id;
    const room = { id: newId(), communityId, slug: 'often', title: 'Often' };
    await post('conversations.open-room', room);
    const mine = await tokenOf(cast.reader);
    const query = new URLSearchParams({ communityId, conversationId: room.id });
    const read = (headers: Record<string, string>) =>
      fetch(`${url('conversations.list-messages')}?${query}`, { headers });
    const bodies = async () =>
      ((await (await read(mine)).json()) as { messages: { body: string }[] }).messages.map((one) => one.body);
    const said: string[] = [];
    for (const body of ['one', 'two', 'three']) {
      said.push(body);
      await post('conversations.send-message', { id: newId(), communityId, conversationId: room.id, body });
      expect([await bodies(), await bodies()]).toEqual([said, said]);
    }
    expect((await read({ authorization: `${mine.authorization.slice(0, -1)}_` })).status).toBe(401);
    const { tokens } = await cast.reader.read('accounts.list-tokens', {});
    await cast.reader.act('accounts.revoke-token', { tokenId: tokens[0]!.id });
    expect((await read(mine)).status).toBe(401);
  });

  test('an upload comes as a form, and what came can be fetched again', async () => {
    const { id: communityId } = cast.community;
    const conversationId = newId();
    const slug = 'pictures';
    await post('conversations.open-room', { id: conversationId, communityId, slug, title: slug });
    const form = new FormData();
    for (const [name, value] of Object.entries({ id: newId(), communityId, conversationId }))
      form.append(name, value);
    form.append('content', new File(['beans'], 'list.txt', { type: 'text/plain' }));
    const attached = await fetch(url('conversations.attach'), { method: 'POST', headers: token, body: form });
    const { url: path } = (await attached.json()) as { url: string };
    expect(await (await fetch(served.origin + path, { headers: token })).text()).toBe('beans');
    expect((await fetch(served.origin + path)).status).toBe(404);
  });

  test('a file may come over a thin line, and nothing else may', async () => {
    const { id: communityId } = cast.community;
    const [conversationId, slug] = [newId(), 'thin-line'];
    await post('conversations.open-room', { id: conversationId, communityId, slug, title: 'Thin line' });
    const fields = Object.entries({ id: newId(), communityId, conversationId });
    const form = fields.map(([field, value]) => `--x\r\n${part(`name="${field}"`)}${value}\r\n`).join('');
    const [begin, end] = [`${form}--x\r\n${part('name="content"; filename="a.txt"')}`, '\r\n--x--\r\n'];
    const file = [begin, 'beans '.repeat(84_000), 'peas', end];
    expect(await slowly('conversations.attach', 'multipart/form-data; boundary=x', file)).toMatch(
      /^HTTP\S+ 200 /,
    );
    const word = ['{"body":"', 'beans '.repeat(84_000), 'peas', '"}'];
    expect(await slowly('conversations.send-message', 'application/json', word)).toMatch(/^HTTP\S+ 408 /);
  });

  const part = (what: string) => `content-disposition: form-data; ${what}\r\n\r\n`;

  /** What is answered to a body of which a part comes every fifty seconds. */
  async function slowly(name: string, type: string, parts: string[]): Promise<string> {
    const head = { host: 'x', 'content-type': type, 'content-length': parts.join('').length, ...token };
    const lines = Object.entries({ ...head, connection: 'close' }).map(
      ([field, value]) => `${field}: ${value}\r\n`,
    );
    const attend = vi.spyOn(app.arriving, 'attend');
    const socket = connect(served.port, '127.0.0.1').on('error', () => undefined);
    const said = text(socket).catch(() => '');
    let sent = `POST /api/v1/${name} HTTP/1.1\r\n${lines.join('')}\r\n`;
    socket.write(sent);
    await vi.waitFor(() => expect(attend).toHaveBeenCalledOnce());
    const [{ socket: theirs }] = attend.mock.lastCall!;
    attend.mockRestore();
    for (const more of parts) {
      socket.write(more);
      sent += more;
      await vi.waitFor(() => expect(theirs.bytesRead >= sent.length || theirs.destroyed).toBe(true));
      late += 50_000;
      app.arriving.sweep();
    }
    return said;
  }

  test('a token does what its scopes say, whatever it is asked for', async () => {
    const [reading, writing] = [await tokenOf(cast.reader, ['read']), await tokenOf(cast.reader, ['write'])];
    for (const { name, change } of byName.values()) {
      const wrong = change ? reading : writing;
      const answer = change ? await post(name, {}, wrong) : await fetch(url(name), { headers: wrong });
      const expected = 'upload' in byName.get(name)! ? ['out-of-scope', 'not-a-form'] : ['out-of-scope'];
      expect([name, expected]).toEqual([name, expect.arrayContaining([(await told(answer)).reason])]);
    }
  });

  test('each name is there for one method alone', async () => {
    for (const { name, change } of byName.values()) {
      const answer = change ? await fetch(url(name), { headers: token }) : await post(name, {});
      expect([name, answer.status, answer.headers.get('allow')]).toEqual([
        name,
        405,
        change ? 'POST' : 'GET',
      ]);
    }
  });

  test('a session changes something only from the house’s own pages', async () => {
    const { headers, personId, who } = await register(app, 'Ana');
    const cookie = headers().get('cookie')!;
    const from = (more: Record<string, string>) =>
      post('accounts.change-profile', { about: 'Beans.' }, { cookie, 'user-agent': FIREFOX, ...more });
    expect(await told(await from({ origin: 'http://evil.example' }))).toMatchObject({
      status: 403,
      reason: 'other-origin',
    });
    expect(await told(await from({}))).toMatchObject({ status: 403, reason: 'other-origin' });
    expect(await told(await from({ origin: served.origin }))).toMatchObject({ status: 200 });
    // Whatever else it brings, a page of another site is told by the browser itself.
    for (const site of ['cross-site', 'same-site', 'none']) {
      const asked = await from({ origin: served.origin, 'sec-fetch-site': site });
      expect(await told(asked)).toMatchObject({ status: 403, reason: 'other-origin' });
    }
    expect(await told(await from({ 'sec-fetch-site': 'same-origin' }))).toMatchObject({ status: 200 });
    expect(await who()).toBe(personId);
    const evil = await from({ origin: 'http://evil.example', authorization: 'Bearer nonsense' });
    expect(await told(evil)).toMatchObject({ status: 401 }); // No cookie counts beside a token.
  });

  test('a body without end is refused while it comes', async () => {
    const socket = connect(served.port, '127.0.0.1');
    socket.on('error', () => undefined);
    await once(socket, 'connect');
    const head = {
      host: `127.0.0.1:${served.port}`,
      'content-type': 'application/json',
      'transfer-encoding': 'chunked',
      ...token,
    };
    const lines = Object.entries(head).map(([name, value]) => `${name}: ${value}\r\n`);
    socket.write(`POST /api/v1/conversations.send-message HTTP/1.1\r\n${lines.join('')}\r\n`);
    const chunk = `10000\r\n${'x'.repeat(65_536)}\r\n`;
    const sending = setInterval(() => socket.write(chunk), 1);
    const [answer] = (await once(socket, 'data')) as [Buffer];
    clearInterval(sending);
    socket.destroy();
    expect(answer.toString()).toMatch(/^HTTP\/1\.1 413 /);
  });

  test('a body that is declared too large is refused before it comes', async () => {
    const socket = connect(served.port, '127.0.0.1');
    const head = {
      host: `127.0.0.1:${served.port}`,
      'content-type': 'application/json',
      'content-length': '2000000',
      ...token,
    };
    const lines = Object.entries(head).map(([name, value]) => `${name}: ${value}\r\n`);
    socket.write(`POST /api/v1/conversations.send-message HTTP/1.1\r\n${lines.join('')}\r\n{`);
    const [answer] = (await once(socket, 'data')) as [Buffer];
    socket.destroy();
    expect(answer.toString()).toMatch(/^HTTP\/1\.1 413 /);
  });

  test('what is no HTTP, or no wire, is put down, and the house stands', async () => {
    for (const said of [
      'GET / HTTP/1.1\r\n\r\n',
      '\u0016\u0003\u0001\u0000hello',
      'GET /live HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n',
      'GET /elsewhere HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n',
      `GET /api/v1/accounts.me HTTP/1.1\r\nhost: x\r\nx-large: ${'x'.repeat(40_000)}\r\n\r\n`,
      'GET /api/v1/%E0%A4%A HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n',
      'GET //evil.example/api/v1/accounts.me HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n',
      'GET /api/v1/accounts.me HTTP/1.1\r\nhost: a b\r\nconnection: close\r\n\r\n',
    ]) {
      const socket = connect(served.port, '127.0.0.1');
      socket.end(said);
      expect(await text(socket).catch(() => '')).not.toMatch(/ at |node:|\.ts/);
    }
    expect((await fetch(url('accounts.me'), { headers: token })).status).toBe(200);
  });
});
