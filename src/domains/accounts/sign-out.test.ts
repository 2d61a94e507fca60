import { expect, test } from 'vitest';
import { openBrowser, register } from '../../../tests/browser.ts';
import { onEachEngine } from '../../../tests/engines.ts';

onEachEngine(({ open }) => {
  test('ends the session on the server, and the browser forgets it', async () => {
    const app = await open();
    const ana = await register(app, 'Ana');
    const kept = ana.headers();
    await ana.act('accounts.sign-out', {});
    expect(ana.headers().get('cookie')).toBe('');
    expect((await app.visit({ headers: kept, address: '' })).viewer.personId).toBeNull();
  });

  test('for a stranger nothing happens', async () => {
    const stranger = openBrowser(await open());
    expect(await stranger.act('accounts.sign-out', {})).toEqual({});
  });
});
