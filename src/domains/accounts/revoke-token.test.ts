import { expect, test } from 'vitest';
import { newId } from '../../platform/ids.ts';
import { onEachEngine } from '../../../tests/engines.ts';
import { meet } from '../../../tests/people.ts';
import { refused } from '../../../tests/refusals.ts';

onEachEngine(({ open }) => {
  test('ends a token at once, for its own person', async () => {
    const app = await open();
    const ana = await meet(app, 'Ana');
    const ben = await meet(app, 'Ben');
    const tokenId = newId();
    const { secret } = await ana.act('accounts.create-token', {
      id: tokenId,
      name: 'Script',
      scopes: ['read'],
    });
    await refused(ben.act('accounts.revoke-token', { tokenId }), 'not-found');
    const stranger = app.visitAs({ personId: null, scopes: null, address: '' });
    await refused(stranger.act('accounts.revoke-token', { tokenId }), 'forbidden', 'sign-in-first');
    await ana.act('accounts.revoke-token', { tokenId });
    const headers = new Headers({ authorization: `Bearer ${secret}` });
    expect((await app.visit({ headers, address: '' })).viewer.personId).toBeNull();
    expect(await ana.read('accounts.list-tokens', {})).toEqual({ tokens: [] });
    await refused(ana.act('accounts.revoke-token', { tokenId }), 'not-found');
  });
});
