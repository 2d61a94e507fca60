import { redirect } from '@sveltejs/kit';
import { signIn } from '#web/doors/register.ts';
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
      await signIn(kith, said);
      redirect(303, nextPlace(said.text('to')));
    }),
};
