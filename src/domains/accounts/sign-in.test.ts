import { beforeAll, expect, test } from 'vitest';
import type { App } from '../../app.ts';
import { openBrowser, PASSWORD, register } from '../../../tests/browser.ts';
import { onEachEngine } from '../../../tests/engines.ts';

onEachEngine(({ open }) => {
  let app: App;
  let ana: Awaited<ReturnType<typeof register>>;
  beforeAll(async () => {
    app = await open();
    ana = await register(app, 'Ana');
  });

  test('the right password starts a session', async () => {
    const browser = openBrowser(app);
    const input = { email: ' ANA@example.org ', password: PASSWORD };
    expect(await browser.act('accounts.sign-in', input)).toEqual({ personId: ana.personId });
    expect(await browser.who()).toBe(ana.personId);
  });

  test('a wrong password and an unknown address get the same answer', async () => {
    const refusals = [
      { email: ana.email, password: 'walnuts under rain' },
      { email: 'nobody@example.org', password: PASSWORD },
    ].map((input) =>
      openBrowser(app)
        .act('accounts.sign-in', input)
        .catch((error: unknown) => error),
    );
    const [wrong, unknown] = await Promise.all(refusals);
    expect(wrong).toMatchObject({ kind: 'forbidden', reason: 'wrong-sign-in' });
    expect(unknown).toEqual(wrong);
  });

  test('signing in again makes a new session and ends the old one', async () => {
    const browser = openBrowser(app);
    await browser.act('accounts.sign-in', { email: ana.email, password: PASSWORD });
    const old = browser.headers();
    await browser.act('accounts.sign-in', { email: ana.email, password: PASSWORD });
    expect(browser.headers().get('cookie')).not.toBe(old.get('cookie'));
    expect((await app.visit({ headers: old, address: '' })).viewer.personId).toBeNull();
    expect(await browser.who()).toBe(ana.personId);
  });

  test('the cookie is out of reach for scripts and other sites, and bound to https where there is https', async () => {
    const here = app.visitAs({ personId: null, scopes: null, address: '192.0.2.1' });
    await here.act('accounts.sign-in', { email: ana.email, password: PASSWORD });
    expect(here.cookies).toHaveLength(1);
    expect(here.cookies[0]).toMatch(/^kith\.session_token=.*; Path=\/; HttpOnly; SameSite=Lax$/);

    const secure = await open({ config: { origin: 'https://kith.example' } });
    const there = await register(secure, 'Ana');
    expect(there.headers().get('cookie')).toMatch(/^__Host-kith\.session_token=/);
    expect(await there.who()).toBe(there.personId);
    const again = secure.visitAs({ personId: null, scopes: null, address: '192.0.2.1' });
    await again.act('accounts.sign-in', { email: there.email, password: PASSWORD });
    expect(again.cookies[0]).toMatch(/; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
  });

  test('guessing is limited for each address, and for each account from everywhere', async () => {
    const strict = await open({ config: { limits: true }, clock: () => Date.UTC(2027, 0, 1) });
    const tryAs = (email: string, address: string) =>
      openBrowser(strict, { address }).act('accounts.sign-in', { email, password: 'a guess' });
    for (let n = 0; n < 15; n++) {
      await expect(tryAs('ana@example.org', `192.0.2.${n}`)).rejects.toMatchObject({
        reason: 'wrong-sign-in',
      });
    }
    const tooMany = { kind: 'too-many', reason: 'too-many', retryAfter: 900 };
    await expect(tryAs('ana@example.org', '192.0.2.99')).rejects.toMatchObject(tooMany);
    for (let n = 0; n < 30; n++) {
      await expect(tryAs('no address', '198.51.100.1')).rejects.toMatchObject({ reason: 'invalid' });
    }
    const next = tryAs('ben@example.org', '198.51.100.1');
    await expect(next).rejects.toMatchObject({ ...tooMany, retryAfter: 600 });
  });
});
