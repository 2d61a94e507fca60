import { expect, test } from 'vitest';
import { onEachEngine } from '../../../tests/engines.ts';
import { giveAPasskey } from '../../../tests/authenticator.ts';
import { meet } from '../../../tests/people.ts';
import { refused } from '../../../tests/refusals.ts';

onEachEngine(({ open }) => {
  test('a passkey is removed by its own person, and by nobody else', async () => {
    const app = await open();
    const ana = await meet(app, 'Ana');
    const ben = await meet(app, 'Ben');
    const input = { passkeyId: await giveAPasskey(app, ana.id) };
    await giveAPasskey(app, ana.id);
    await refused(ben.act('accounts.remove-passkey', input), 'not-found');
    const stranger = app.visitAs({ personId: null, scopes: null, address: '' });
    await refused(stranger.act('accounts.remove-passkey', input), 'forbidden', 'sign-in-first');
    const token = app.visitAs({ personId: ana.id, scopes: ['write'], address: '' });
    await refused(token.act('accounts.remove-passkey', input), 'forbidden', 'not-with-token');
    await ana.act('accounts.remove-passkey', input);
    const { passkeys } = await ana.read('accounts.list-passkeys', {});
    expect(passkeys).toHaveLength(1);
    expect(passkeys[0]!.id).not.toBe(input.passkeyId);
  });
});
