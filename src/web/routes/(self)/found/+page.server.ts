import { redirect } from '@sveltejs/kit';
import { charterIn } from '#web/doors/charter.ts';
import { answer } from '#web/forms/answer.ts';
import { newId } from '#web/live/id.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
  if (!locals.person) return { id: newId(), listed: [] };
  const { communities } = await locals.kith.read('communities.list-listed', {});
  return { id: newId(), listed: communities.filter((one) => one.mine !== 'member') };
};

export const actions: Actions = {
  found: (event) =>
    answer(event, 'found', async (said, kith) => {
      const { slug } = await kith.act('communities.found', { id: said.text('id'), ...charterIn(said) });
      redirect(303, `/${slug}/invites?founded`);
    }),
  ask: (event) =>
    answer(event, 'ask', async (said, kith) => {
      const asked = { introduction: said.text('introduction'), agreed: said.ticked('agreed') };
      await kith.act('communities.ask-to-join', { communityId: said.text('which'), ...asked });
    }),
  unwait: (event) =>
    answer(event, 'unwait', async (said, kith) => {
      await kith.act('communities.leave-waiting-list', { communityId: said.text('which') });
    }),
};
