import { redirect } from '@sveltejs/kit';
import { answer } from '#web/forms/answer.ts';
import { charterIn } from '#web/doors/charter.ts';
import { newId } from '#web/live/id.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = () => ({ id: newId() });

export const actions: Actions = {
  found: (event) =>
    answer(event, 'found', async (said, kith) => {
      const { slug } = await kith.act('communities.found', { id: said.text('id'), ...charterIn(said) });
      redirect(303, `/${slug}/invites?founded`);
    }),
};
