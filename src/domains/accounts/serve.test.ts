import { beforeAll, describe, expect, test } from 'vitest';
import type { App } from '../../app.ts';
import { authenticator } from '../../../tests/authenticator.ts';
import { openBrowser, register } from '../../../tests/browser.ts';
import type { Browser } from '../../../tests/browser.ts';
import { onEachEngine } from '../../../tests/engines.ts';

const ORIGIN = 'http://localhost:3000';

onEachEngine(({ open }) => {
  describe('passkeys', () => {
    let app: App;
    beforeAll(async () => {
      app = await open({ config: { log: 'silent' } });
    });

    const { call, add, enter } = passkeysOf(() => app, ORIGIN);

    test('one that was added signs in, and the earlier session of the browser ends', async () => {
      const ana = await register(app, 'Ana');
      const device = authenticator(ORIGIN);
      expect(await add(ana, device)).toMatchObject({ status: 200 });
      const { passkeys } = await ana.read('accounts.list-passkeys', {});
      expect(passkeys).toMatchObject([{ name: 'Laptop', keeper: null }]);
      expect(Math.abs(passkeys[0]!.createdAt - Date.now())).toBeLessThan(60_000);

      const other = openBrowser(app);
      expect(await enter(other, device)).toEqual({ status: 200, body: {} });
      expect(await other.who()).toBe(ana.personId);
      const before = other.headers();
      await enter(other, device);
      expect((await app.visit({ headers: before, address: '' })).viewer.personId).toBeNull();
      expect(await other.who()).toBe(ana.personId);
    });

    test('one that nobody added, or that was removed, signs nobody in', async () => {
      const ben = await register(app, 'Ben');
      const device = authenticator(ORIGIN);
      expect((await enter(openBrowser(app), device)).status).toBe(401);
      await add(ben, device);
      const { passkeys } = await ben.read('accounts.list-passkeys', {});
      await ben.act('accounts.remove-passkey', { passkeyId: passkeys[0]!.id });
      expect((await enter(openBrowser(app), device)).status).toBe(401);
    });

    test('one of another site is refused', async () => {
      const carla = await register(app, 'Carla');
      expect((await add(carla, authenticator('http://evil.example'))).status).not.toBe(200);
      expect(await carla.read('accounts.list-passkeys', {})).toEqual({ passkeys: [] });
    });

    test('adding one needs a session that began within the hour', async () => {
      const dora = await register(app, 'Dora');
      expect((await call(openBrowser(app), 'generate-register-options')).status).toBe(401);
      const twoHoursAgo = new Date(Date.now() - 7_200_000).toISOString();
      const sessions = app.store.library.updateTable('auth_session').set({ created_at: twoHoursAgo });
      await sessions.where('person_id', '=', dora.personId).execute();
      const stale = await call(dora, 'generate-register-options');
      expect(stale).toMatchObject({ status: 403, body: { code: 'SESSION_NOT_FRESH' } });
      await dora.act('accounts.confirm', { password: dora.password });
      expect((await add(dora, authenticator(ORIGIN))).status).toBe(200);
    });

    test('where no address is set up, they belong to the host that was asked', async () => {
      const anywhere = await open({ config: { origin: null } });
      const at = passkeysOf(() => anywhere, 'http://localhost:4321');
      const fay = await register(anywhere, 'Fay');
      const device = authenticator('http://localhost:4321');
      expect((await at.add(fay, device)).status).toBe(200);
      expect((await at.enter(openBrowser(anywhere), device)).status).toBe(200);
    });

    test('the rest of the library is not reachable, nor are these from other sites', async () => {
      const eva = await register(app, 'Eva');
      for (const path of [
        'passkey/list-user-passkeys',
        'sign-up/email',
        'sign-in/email',
        'get-session',
        'ok',
      ]) {
        const answer = await app.fetch(new Request(`${ORIGIN}/api/auth/${path}`, { headers: eva.headers() }));
        expect(answer.status).toBe(404);
      }
      expect((await call(eva, 'verify-registration', { response: {} }, 'cross-site')).status).toBe(403);
    });
  });

  describe('pictures', () => {
    test('are for signed-in people; strangers cannot tell which there are', async () => {
      const app = await open();
      const ana = await register(app, 'Ana');
      const content = new Uint8Array(Buffer.from(DOT, 'base64'));
      const { picture } = await ana.act('accounts.change-picture', {
        name: 'me.png',
        mime: 'image/png',
        content,
      });
      const get = async (path: string, headers: Headers) =>
        app.fetch(new Request(`${ORIGIN}${path}`, { headers }));
      const shown = await get(picture, ana.headers());
      expect(shown.status).toBe(200);
      expect(shown.headers.get('content-type')).toBe('image/webp');
      expect(shown.headers.get('content-security-policy')).toContain('sandbox');
      const there = await get(picture, new Headers());
      const nowhere = await get('/files/people/01a20846-e0f6-7955-9e59-ccadbdabd9a0', new Headers());
      expect(there.status).toBe(404);
      expect(await there.text()).toBe(await nowhere.text());
      expect((await get('/files/people/..%2F..%2Fkith', ana.headers())).status).toBe(404);
    });
  });
});

const DOT =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

/** The steps of both ceremonies, as a page of this origin takes them. */
function passkeysOf(app: () => App, origin: string) {
  const call = async (browser: Browser, step: string, body?: unknown, site = 'same-origin') => {
    const headers = browser.headers();
    headers.set('origin', origin);
    headers.set('sec-fetch-site', site);
    if (body) headers.set('content-type', 'application/json');
    const sent = body ? { method: 'POST', body: JSON.stringify(body) } : {};
    const url = `${origin}/api/auth/passkey/${step}`;
    const answer = await app().fetch(new Request(url, { headers, ...sent }));
    answer.headers.getSetCookie().forEach(browser.keep);
    return { status: answer.status, body: (await answer.json()) as { challenge: string; code?: string } };
  };
  return {
    call,
    async add(browser: Browser, device: ReturnType<typeof authenticator>) {
      const options = await call(browser, 'generate-register-options');
      return call(browser, 'verify-registration', { name: 'Laptop', response: device.create(options.body) });
    },
    async enter(browser: Browser, device: ReturnType<typeof authenticator>) {
      const options = await call(browser, 'generate-authenticate-options');
      return call(browser, 'verify-authentication', { response: device.get(options.body) });
    },
  };
}
