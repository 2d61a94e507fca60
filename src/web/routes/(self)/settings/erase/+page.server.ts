import { redirect } from '@sveltejs/kit';
import { answer } from '#web/forms/answer.ts';
import type { Actions } from './$types';

export const actions: Actions = {
  erase: (event) =>
    answer(event, 'erase', async (said, kith) => {
      const words = said.text('words') === 'go' ? 'go' : 'stay';
      await kith.act('accounts.erase', { password: said.text('password'), words });
      redirect(303, '/?erased');
    }),
};
