import { expect, test } from 'vitest';
import { onEachEngine } from '../../../tests/engines.ts';
import { giveAPasskey } from '../../../tests/authenticator.ts';
import { meet } from '../../../tests/people.ts';
import { refused } from '../../../tests/refusals.ts';

onEachEngine(({ open }) => {
  test('a passkey gets another name from its own person, and from nobody else', async () => {
    const app = await open();
    const ana = await meet(app, 'Ana');
    const ben = await meet(app, 'Ben');
    const passkeyId = await giveAPasskey(app, ana.id);
    await ana.act('accounts.rename-passkey', { passkeyId, name: ' Key on the ring ' });
    expect(await ana.read('accounts.list-passkeys', {})).toMatchObject({
      passkeys: [{ name: 'Key on the ring' }],
    });
    const again = { passkeyId, name: 'Mine' };
    await refused(ben.act('accounts.rename-passkey', again), 'not-found');
    const stranger = app.visitAs({ personId: null, scopes: null, address: '' });
    await refused(stranger.act('accounts.rename-passkey', again), 'forbidden', 'sign-in-first');
    const token = app.visitAs({ personId: ana.id, scopes: ['write'], address: '' });
    await refused(token.act('accounts.rename-passkey', again), 'forbidden', 'not-with-token');
  });
});
