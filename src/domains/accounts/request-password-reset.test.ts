import { afterAll, beforeAll, expect, test } from 'vitest';
import type { App } from '../../app.ts';
import { openBrowser, register } from '../../../tests/browser.ts';
import { onEachEngine } from '../../../tests/engines.ts';
import { openMailbox } from '../../../tests/mailbox.ts';
import type { Mailbox } from '../../../tests/mailbox.ts';
import { refused } from '../../../tests/refusals.ts';

onEachEngine(({ open }) => {
  let mailbox: Mailbox;
  let app: App;
  beforeAll(async () => {
    mailbox = await openMailbox();
    app = await open({ config: { mailUrl: mailbox.url, origin: 'https://kith.example' } });
  });
  afterAll(() => mailbox.close());

  test('a link is mailed to the address, in the language of its person, and sets a new password', async () => {
    const ana = await register(app, 'Ana');
    await ana.act('accounts.change-profile', { language: 'es' });
    const browser = openBrowser(app);
    expect(await browser.act('accounts.request-password-reset', { email: ' ANA@example.org' })).toEqual({});
    const letter = await mailbox.next();
    expect(letter).toMatchObject({ to: 'ana@example.org', subject: 'Elige una contraseña nueva' });
    const link = new URL(/https:\S+/.exec(letter.text)![0]);
    expect(link.origin + link.pathname).toBe('https://kith.example/reset');

    const password = 'pears in the cellar';
    await browser.act('accounts.reset-password', { token: link.searchParams.get('token')!, password });
    expect((await mailbox.next()).subject).toBe('Tu contraseña ha cambiado');
    expect(await ana.who()).toBeNull();
    await browser.act('accounts.sign-in', { email: ana.email, password });
    expect(await browser.who()).toBe(ana.personId);
  });

  test('an address of nobody gets the same answer and no mail', async () => {
    const browser = openBrowser(app);
    const answer = await browser.act('accounts.request-password-reset', { email: 'nobody@example.org' });
    expect(answer).toEqual({});
    await app.settled();
    expect(mailbox.isEmpty()).toBe(true);
  });

  test('where no mail is set up it says so', async () => {
    const silent = await open();
    const asked = openBrowser(silent).act('accounts.request-password-reset', { email: 'ana@example.org' });
    await refused(asked, 'unavailable', 'no-mail');
  });

  test('nobody can have an address flooded', async () => {
    const strict = await open({ config: { mailUrl: mailbox.url, limits: true } });
    const ask = (n: number) =>
      openBrowser(strict, { address: `192.0.2.${n}` }).act('accounts.request-password-reset', {
        email: 'nobody@example.org',
      });
    for (const n of [1, 2, 3]) await ask(n);
    await refused(ask(4), 'too-many');
  });
});
