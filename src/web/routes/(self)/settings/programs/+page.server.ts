import { answer } from '#web/forms/answer.ts';
import { newId } from '#web/live/id.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => ({
  id: newId(),
  ...(await locals.kith.read('accounts.list-tokens', {})),
});

export const actions: Actions = {
  make: (event) =>
    answer(event, 'make', async (said, kith) => {
      const { secret } = await kith.act('accounts.create-token', {
        id: said.text('id'),
        name: said.text('name'),
        scopes: said.text('scopes') === 'read' ? ['read'] : ['read', 'write'],
        days: said.maybe('days') ? said.number('days') : null,
      });
      return { secret };
    }),
  revoke: (event) =>
    answer(event, 'revoke', (said, kith) =>
      kith.act('accounts.revoke-token', { tokenId: said.text('which') }),
    ),
};
