import { redirect } from '@sveltejs/kit';
import { register } from '#web/doors/register.ts';
import { answer } from '#web/forms/answer.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  if (locals.person) redirect(303, '/found');
  const key = url.searchParams.get('key') ?? '';
  const { valid } = await locals.kith.read('accounts.get-pass', { pass: key });
  return { key, valid };
};

export const actions: Actions = {
  register: (event) =>
    answer(event, 'register', async (said, kith) => {
      await register(kith, said, event.locals.language);
      redirect(303, '/found');
    }),
};
