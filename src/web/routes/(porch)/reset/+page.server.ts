import { redirect } from '@sveltejs/kit';
import { answer } from '#web/forms/answer.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ url }) => ({ token: url.searchParams.get('token') });

export const actions: Actions = {
  ask: (event) =>
    answer(event, 'ask', (said, kith) =>
      kith.act('accounts.request-password-reset', { email: said.text('email') }),
    ),
  choose: (event) =>
    answer(event, 'choose', async (said, kith) => {
      await kith.act('accounts.reset-password', {
        token: said.text('token'),
        password: said.text('password'),
      });
      redirect(303, '/sign-in?renewed');
    }),
};
