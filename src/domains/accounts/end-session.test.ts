import { beforeAll, expect, test } from 'vitest';
import type { App } from '../../app.ts';
import { openBrowser, PASSWORD, register } from '../../../tests/browser.ts';
import { onEachEngine } from '../../../tests/engines.ts';
import { refused } from '../../../tests/refusals.ts';

const SAFARI =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1';

onEachEngine(({ open }) => {
  let app: App;
  let ana: Awaited<ReturnType<typeof register>>;
  beforeAll(async () => {
    app = await open();
    ana = await register(app, 'Ana');
  });
  const list = async () => (await ana.read('accounts.list-sessions', {})).sessions;

  test('sessions are listed with their devices and ended one by one', async () => {
    const phone = openBrowser(app, { agent: SAFARI, address: '198.51.100.7' });
    await phone.act('accounts.sign-in', { email: ana.email, password: PASSWORD });
    const sessions = await list();
    expect(sessions).toMatchObject([
      { device: 'Safari, iPhone', address: '198.51.100.7', current: false },
      { device: 'Firefox, Linux', address: '192.0.2.1', current: true },
    ]);
    await ana.act('accounts.end-session', { sessionId: sessions[0]!.id });
    expect(await phone.who()).toBeNull();
    expect(await list()).toHaveLength(1);
  });

  test('ending the own session signs the browser out', async () => {
    const laptop = openBrowser(app);
    await laptop.act('accounts.sign-in', { email: ana.email, password: PASSWORD });
    const { sessions } = await laptop.read('accounts.list-sessions', {});
    await laptop.act('accounts.end-session', { sessionId: sessions.find((one) => one.current)!.id });
    expect(laptop.headers().get('cookie')).toBe('');
    expect(await ana.who()).toBe(ana.personId);
  });

  test('what belongs to another person is not there; strangers and tokens end none', async () => {
    const ben = await register(app, 'Ben');
    const [mine] = await list();
    const end = { sessionId: mine!.id };
    await refused(ben.act('accounts.end-session', end), 'not-found');
    await refused(openBrowser(app).act('accounts.end-session', end), 'forbidden', 'sign-in-first');
    const token = app.visitAs({ personId: ana.personId, scopes: ['read', 'write'], address: '' });
    await refused(token.act('accounts.end-session', end), 'forbidden', 'not-with-token');
    expect(await ana.who()).toBe(ana.personId);
  });
});
