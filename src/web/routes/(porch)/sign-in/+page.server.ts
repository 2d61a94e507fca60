import { redirect } from '@sveltejs/kit';
import { answer } from '#web/forms/answer.ts';
import { nextPlace } from '#web/forms/next-place.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, url }) => {
  const to = nextPlace(url.searchParams.get('to'));
  if (locals.person) redirect(303, to);
  return { to, renewed: url.searchParams.has('renewed') };
};

export const actions: Actions = {
  enter: (event) =>
    answer(event, 'enter', async (said, kith) => {
      await kith.act('accounts.sign-in', { email: said.text('email'), password: said.text('password') });
      redirect(303, nextPlace(said.text('to')));
    }),
};
