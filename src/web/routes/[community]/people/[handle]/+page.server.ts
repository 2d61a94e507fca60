import { redirect } from '@sveltejs/kit';
import { newId } from '#web/live/id.ts';
import { inCommunity } from '#web/people/in-community.ts';
import { hrefOf } from '#web/ui/unread.ts';
import { PEOPLE } from '#web/people/kept-fresh.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, parent, depends }) => {
  depends(PEOPLE);
  const { community } = await parent();
  const asked = { communityId: community.id, handle: params.handle };
  return { member: await locals.kith.read('communities.get-member', asked) };
};

export const actions: Actions = {
  greet: inCommunity('greet', ({ kith, said, communityId }) =>
    kith.act('communities.greet', { communityId, to: said.text('which') }),
  ),
  write: inCommunity('write', async ({ kith, said, communityId, home }) => {
    const people = [said.text('which')];
    const direct = await kith.act('conversations.open-direct', { id: newId(), communityId, people });
    redirect(303, hrefOf(home, direct));
  }),
  host: inCommunity('host', ({ kith, said, communityId }) =>
    kith.act('communities.make-host', { communityId, personId: said.text('which') }),
  ),
  'hand-over': inCommunity('hand-over', ({ kith, said, communityId }) =>
    kith.act('communities.hand-over', { communityId, to: said.text('which') }),
  ),
  remove: inCommunity('remove', async ({ kith, said, communityId, home }) => {
    const asked = { personId: said.text('which'), reason: said.text('reason') };
    await kith.act('communities.remove-member', { communityId, ...asked });
    redirect(303, `${home}/hosting`);
  }),
};
