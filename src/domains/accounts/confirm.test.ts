import { beforeAll, expect, test } from 'vitest';
import type { App } from '../../app.ts';
import { openBrowser, PASSWORD, register } from '../../../tests/browser.ts';
import { onEachEngine } from '../../../tests/engines.ts';
import { refused } from '../../../tests/refusals.ts';

onEachEngine(({ open }) => {
  let app: App;
  beforeAll(async () => {
    app = await open();
  });

  test('gives a new session for the old one', async () => {
    const ana = await register(app, 'Ana');
    const old = ana.headers();
    await ana.act('accounts.confirm', { password: PASSWORD });
    expect(await ana.who()).toBe(ana.personId);
    expect((await app.visit({ headers: old, address: '' })).viewer.personId).toBeNull();
  });

  test('a wrong password changes nothing', async () => {
    const ben = await register(app, 'Ben');
    await refused(ben.act('accounts.confirm', { password: 'a guess' }), 'invalid', 'wrong-password');
    expect(await ben.who()).toBe(ben.personId);
  });

  test('strangers and tokens cannot', async () => {
    const carla = await register(app, 'Carla');
    const input = { password: PASSWORD };
    await refused(openBrowser(app).act('accounts.confirm', input), 'forbidden', 'sign-in-first');
    const token = app.visitAs({ personId: carla.personId, scopes: ['read', 'write'], address: '' });
    await refused(token.act('accounts.confirm', input), 'forbidden', 'not-with-token');
  });
});
