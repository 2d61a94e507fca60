import { expect, test } from 'vitest';
import { openBrowser, PASSWORD, register } from '../../../tests/browser.ts';
import { onEachEngine } from '../../../tests/engines.ts';
import { refused } from '../../../tests/refusals.ts';

onEachEngine(({ open }) => {
  test('ends all sessions of the person but the one that asks', async () => {
    const app = await open();
    const ana = await register(app, 'Ana');
    const ben = await register(app, 'Ben');
    const others = [openBrowser(app), openBrowser(app)];
    for (const other of others) await other.act('accounts.sign-in', { email: ana.email, password: PASSWORD });
    await ana.act('accounts.end-other-sessions', {});
    for (const other of others) expect(await other.who()).toBeNull();
    expect(await ana.who()).toBe(ana.personId);
    expect(await ben.who()).toBe(ben.personId);
    await refused(openBrowser(app).act('accounts.end-other-sessions', {}), 'forbidden', 'sign-in-first');
    const token = app.visitAs({ personId: ana.personId, scopes: ['write'], address: '' });
    await refused(token.act('accounts.end-other-sessions', {}), 'forbidden', 'not-with-token');
  });
});
