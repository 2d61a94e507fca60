import { beforeAll, expect, test } from 'vitest';
import type { App } from '../../app.ts';
import { openBrowser, PASSWORD, register } from '../../../tests/browser.ts';
import { onEachEngine } from '../../../tests/engines.ts';
import { refused } from '../../../tests/refusals.ts';
import { accounts } from './index.ts';

const password = 'pears in the cellar';

onEachEngine(({ open }) => {
  let app: App;
  beforeAll(async () => {
    app = await open();
  });
  const linkFor = async (who: string) =>
    new URL(await accounts.keeper.resetLink(app.store, app.services, who)).searchParams.get('token')!;
  const reset = (token: string, to = password) =>
    openBrowser(app).act('accounts.reset-password', { token, password: to });

  test('the link from the command line works once and ends all sessions', async () => {
    const ana = await register(app, 'Ana');
    const token = await linkFor('@ana');
    await reset(token);
    expect(await ana.who()).toBeNull();
    await refused(reset(token, 'plums on the windowsill'), 'forbidden', 'stale-link');
    const browser = openBrowser(app);
    await refused(
      browser.act('accounts.sign-in', { email: ana.email, password: PASSWORD }),
      'forbidden',
      'wrong-sign-in',
    );
    await browser.act('accounts.sign-in', { email: ana.email, password });
  });

  test('of two who use a link at the same time, one sets the password', async () => {
    await register(app, 'Ben');
    const token = await linkFor('ben@example.org');
    const outcomes = await Promise.allSettled([reset(token), reset(token, 'plums on the windowsill')]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  test('a password that is refused leaves the link usable', async () => {
    await register(app, 'Carla');
    const token = await linkFor('carla');
    await refused(reset(token, 'carla-password-1'), 'invalid', 'guessable-password');
    await reset(token);
  });

  test('a link is void after an hour, after a change of the password, and where it was never given', async () => {
    const dora = await register(app, 'Dora');
    const late = await linkFor('dora');
    const anHourAgo = new Date(Date.now() - 1000).toISOString();
    await app.store.library.updateTable('auth_verification').set({ expires_at: anHourAgo }).execute();
    await refused(reset(late), 'forbidden', 'stale-link');
    const early = await linkFor('dora');
    await dora.act('accounts.change-password', { password: PASSWORD, newPassword: password });
    await refused(reset(early), 'forbidden', 'stale-link');
    await refused(reset('guessed'), 'forbidden', 'stale-link');
  });

  test('there is no link for nobody', async () => {
    await refused(accounts.keeper.resetLink(app.store, app.services, 'nobody'), 'not-found');
  });
});
