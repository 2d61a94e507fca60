import { afterAll, beforeAll, expect, test } from 'vitest';
import type { App } from '../../app.ts';
import { openBrowser, PASSWORD, register } from '../../../tests/browser.ts';
import { onEachEngine } from '../../../tests/engines.ts';
import { openMailbox } from '../../../tests/mailbox.ts';
import type { Mailbox } from '../../../tests/mailbox.ts';
import { refused } from '../../../tests/refusals.ts';

const newPassword = 'pears in the cellar';

onEachEngine(({ open }) => {
  let app: App;
  let mailbox: Mailbox;
  beforeAll(async () => {
    mailbox = await openMailbox();
    app = await open({ config: { mailUrl: mailbox.url } });
  });
  afterAll(() => mailbox.close());

  test('ends every other session, gives this browser a new one, and tells by mail', async () => {
    const ana = await register(app, 'Ana');
    const old = ana.headers();
    const phone = openBrowser(app);
    await phone.act('accounts.sign-in', { email: ana.email, password: PASSWORD });
    await ana.act('accounts.change-password', { password: PASSWORD, newPassword });
    expect(await phone.who()).toBeNull();
    expect((await app.visit({ headers: old, address: '' })).viewer.personId).toBeNull();
    expect(await ana.who()).toBe(ana.personId);
    expect(await mailbox.next()).toMatchObject({ to: ana.email, subject: 'Your password was changed' });
    const signIn = (password: string) => phone.act('accounts.sign-in', { email: ana.email, password });
    await refused(signIn(PASSWORD), 'forbidden', 'wrong-sign-in');
    await signIn(newPassword);
  });

  test('the present password is asked for, and the new one must be good', async () => {
    const ben = await register(app, 'Ben');
    const change = (password: string, next: string) =>
      ben.act('accounts.change-password', { password, newPassword: next });
    await refused(change('a guess', newPassword), 'invalid', 'wrong-password');
    await refused(change(PASSWORD, 'Football-2026'), 'invalid', 'guessable-password');
    await refused(change(PASSWORD, 'short'), 'invalid');
    expect(await ben.who()).toBe(ben.personId);
  });

  test('strangers and tokens cannot', async () => {
    const carla = await register(app, 'Carla');
    const input = { password: PASSWORD, newPassword };
    await refused(openBrowser(app).act('accounts.change-password', input), 'forbidden', 'sign-in-first');
    const token = app.visitAs({ personId: carla.personId, scopes: ['read', 'write'], address: '' });
    await refused(token.act('accounts.change-password', input), 'forbidden', 'not-with-token');
  });
});
