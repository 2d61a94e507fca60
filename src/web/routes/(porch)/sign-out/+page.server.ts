import { redirect } from '@sveltejs/kit';
import { answer } from '#web/forms/answer.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) => {
  if (!locals.person) redirect(303, '/');
};

export const actions: Actions = {
  leave: (event) =>
    answer(event, 'leave', async (_said, kith) => {
      await kith.act('accounts.sign-out', {});
      // Also what the browser keeps by itself, such as pages to go back to.
      event.setHeaders({ 'clear-site-data': '"cache", "storage"' });
      redirect(303, '/');
    }),
};
