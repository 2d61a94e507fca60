import { redirect } from '@sveltejs/kit';
import { charterIn } from '#web/doors/charter.ts';
import { inCommunity } from '#web/people/in-community.ts';
import type { Actions, PageServerLoad } from './$types';

/** Only to hosts: members who are none hear so from the read that hosts alone may make. */
export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { community } = await parent();
  await locals.kith.read('communities.list-waiting', { communityId: community.id });
  return { saved: url.searchParams.has('saved') };
};

export const actions: Actions = {
  change: inCommunity('change', async ({ kith, said, communityId }) => {
    const change = { communityId, ...charterIn(said) };
    const { slug } = await kith.act('communities.change-charter', change);
    redirect(303, `/${slug}/hosting/charter?saved`);
  }),
};
