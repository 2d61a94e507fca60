import { redirect } from '@sveltejs/kit';
import { inCommunity } from '#web/people/in-community.ts';
import type { Actions } from './$types';

export const actions: Actions = {
  leave: inCommunity('leave', async ({ kith, communityId }) => {
    await kith.act('communities.leave', { communityId });
    redirect(303, '/brief');
  }),
  'step-down': inCommunity('step-down', async ({ kith, communityId, home }) => {
    await kith.act('communities.step-down', { communityId });
    redirect(303, home);
  }),
  close: inCommunity('close', async ({ kith, said, communityId }) => {
    await kith.act('communities.close', { communityId, slug: said.text('slug') });
    redirect(303, '/brief');
  }),
};
