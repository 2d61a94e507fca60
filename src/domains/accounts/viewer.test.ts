import { beforeAll, expect, test } from 'vitest';
import type { App } from '../../app.ts';
import { newId } from '../../platform/ids.ts';
import { register } from '../../../tests/browser.ts';
import { onEachEngine } from '../../../tests/engines.ts';

const DAY_MS = 86_400_000;

onEachEngine(({ open }) => {
  let app: App;
  let ana: Awaited<ReturnType<typeof register>>;
  let ahead = 0;
  beforeAll(async () => {
    app = await open({ clock: () => Date.now() + ahead });
    ana = await register(app, 'Ana');
  });
  const whoSends = async (headers: Record<string, string>) =>
    (await app.visit({ headers: new Headers(headers), address: '192.0.2.1' })).viewer.personId;

  test('a signed cookie names its person among other cookies', async () => {
    const cookie = ana.headers().get('cookie')!;
    expect(await whoSends({ cookie: `theme=dark; ${cookie}; other=1` })).toBe(ana.personId);
  });

  test('what is forged, cut or garbled makes a stranger', async () => {
    const [name, value] = ana.headers().get('cookie')!.split('=') as [string, string];
    const [token, signature] = decodeURIComponent(value).split('.') as [string, string];
    const forged = [
      token,
      `${token}.`,
      `.${signature}`,
      `${token}.${'A'.repeat(43)}=`,
      `${token.slice(1)}x.${signature}`,
      `${token}.${signature.slice(0, -4)}`,
      `${token}.${signature}.${signature}`,
      '%E0%A4%A',
      '',
    ];
    for (const value of forged) expect(await whoSends({ cookie: `${name}=${value}` })).toBeNull();
    expect(await whoSends({ cookie: `other.session_token=${value}` })).toBeNull();
    expect(await whoSends({ cookie: ';;=;' })).toBeNull();
  });

  test('a session goes on while it is used, and ends after 30 idle days and 180 days at most', async () => {
    const dora = await register(app, 'Dora');
    const seenAfter = async (days: number) => {
      ahead = days * DAY_MS;
      const seen = await dora.who();
      ahead = 0;
      return seen;
    };
    expect(await seenAfter(31)).toBeNull();
    for (let days = 29; days < 180; days += 29) expect(await seenAfter(days)).toBe(dora.personId);
    expect(await seenAfter(181)).toBeNull();
  });

  test('a session that is used all the time is noted down once an hour', async () => {
    const eva = await register(app, 'Eva');
    const noted = async () => {
      const row = app.store.read.selectFrom('auth_session').select('updated_at');
      return (await row.where('person_id', '=', eva.personId).executeTakeFirstOrThrow()).updated_at;
    };
    const first = await noted();
    ahead = 3_500_000;
    await eva.who();
    expect(await noted()).toEqual(first);
    ahead = 3_700_000;
    await eva.who();
    expect(await noted()).not.toEqual(first);
    ahead = 0;
  });

  test('a bearer token stands alone: beside it no cookie counts', async () => {
    const cookie = ana.headers().get('cookie')!;
    const input = { id: newId(), name: 'Script', scopes: ['read' as const] };
    const { secret } = await ana.act('accounts.create-token', input);
    expect(await whoSends({ authorization: `Bearer ${secret}` })).toBe(ana.personId);
    expect(await whoSends({ authorization: `Bearer ${secret}x`, cookie })).toBeNull();
    expect(await whoSends({ authorization: 'Bearer ', cookie })).toBeNull();
    expect(await whoSends({ authorization: 'Basic YTpi', cookie })).toBe(ana.personId);
  });

  test('over HTTP the cookie is set, works from our own pages, and is refused from others', async () => {
    const call = (name: string, body: unknown, headers: Record<string, string>) =>
      app.fetch(
        new Request(`http://localhost:3000/api/v1/${name}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...headers },
          body: JSON.stringify(body),
        }),
      );
    const own = { 'sec-fetch-site': 'same-origin' };
    const input = { email: ana.email, password: ana.password };
    const signedIn = await call('accounts.sign-in', input, own);
    expect(signedIn.status).toBe(200);
    const cookie = signedIn.headers.getSetCookie()[0]!.split(';')[0]!;
    const change = { name: 'Ana B.' };
    expect((await call('accounts.change-profile', change, { ...own, cookie })).status).toBe(200);
    for (const site of ['cross-site', 'same-site', 'none']) {
      const answer = await call('accounts.change-profile', change, { 'sec-fetch-site': site, cookie });
      expect(answer.status).toBe(403);
    }
    expect(
      (await call('accounts.change-profile', change, { origin: 'http://evil.example', cookie })).status,
    ).toBe(403);
    expect((await call('accounts.change-profile', change, { cookie })).status).toBe(403);
  });
});
