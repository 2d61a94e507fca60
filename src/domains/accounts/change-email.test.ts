import { afterAll, beforeAll, expect, test } from 'vitest';
import type { App } from '../../app.ts';
import { openBrowser, PASSWORD, register } from '../../../tests/browser.ts';
import { onEachEngine } from '../../../tests/engines.ts';
import { openMailbox } from '../../../tests/mailbox.ts';
import type { Mailbox } from '../../../tests/mailbox.ts';
import { refused } from '../../../tests/refusals.ts';
import { accounts } from './index.ts';

onEachEngine(({ open }) => {
  let app: App;
  let mailbox: Mailbox;
  beforeAll(async () => {
    mailbox = await openMailbox();
    app = await open({ config: { mailUrl: mailbox.url } });
  });
  afterAll(() => mailbox.close());

  test('the new address signs in, the old one no more, and is told', async () => {
    const ana = await register(app, 'Ana');
    await ana.act('accounts.change-email', { password: PASSWORD, email: 'Ana@Belmonte.example' });
    expect(await ana.read('accounts.me', {})).toMatchObject({ email: 'ana@belmonte.example' });
    expect(await mailbox.next()).toMatchObject({ to: ana.email, subject: 'Your e-mail address was changed' });
    const signIn = (email: string) => openBrowser(app).act('accounts.sign-in', { email, password: PASSWORD });
    await refused(signIn(ana.email), 'forbidden', 'wrong-sign-in');
    expect(await signIn('ana@belmonte.example')).toEqual({ personId: ana.personId });
  });

  test('a link that went to the old address is void', async () => {
    const eva = await register(app, 'Eva');
    const link = new URL(await accounts.keeper.resetLink(app.store, app.services, 'eva'));
    await eva.act('accounts.change-email', { password: PASSWORD, email: 'eva@new.example' });
    const token = link.searchParams.get('token')!;
    const reset = openBrowser(app).act('accounts.reset-password', { token, password: 'pears in the cellar' });
    await refused(reset, 'forbidden', 'stale-link');
  });

  test('the password is asked for, and an address belongs to one account', async () => {
    const ben = await register(app, 'Ben');
    const carla = await register(app, 'Carla');
    const change = (password: string, email: string) => ben.act('accounts.change-email', { password, email });
    await refused(change('a guess', 'ben@new.example'), 'invalid', 'wrong-password');
    await refused(change(PASSWORD, carla.email), 'conflict', 'email-taken');
    await change(PASSWORD, ben.email);
    expect(await ben.read('accounts.me', {})).toMatchObject({ email: ben.email });
  });

  test('strangers and tokens cannot', async () => {
    const dora = await register(app, 'Dora');
    const input = { password: PASSWORD, email: 'dora@new.example' };
    await refused(openBrowser(app).act('accounts.change-email', input), 'forbidden', 'sign-in-first');
    const token = app.visitAs({ personId: dora.personId, scopes: ['read', 'write'], address: '' });
    await refused(token.act('accounts.change-email', input), 'forbidden', 'not-with-token');
  });
});
