import { inCommunity } from '#web/people/in-community.ts';
import { PEOPLE } from '#web/people/kept-fresh.ts';
import type { Actions, PageServerLoad } from './$types';

const MOST = 500;

export const load: PageServerLoad = async ({ locals: { kith }, parent, depends }) => {
  depends(PEOPLE);
  const { community } = await parent();
  const communityId = community.id;
  const [{ waiting }, { removed }, { members }] = await Promise.all([
    kith.read('communities.list-waiting', { communityId }),
    kith.read('communities.list-removed', { communityId }),
    kith.read('communities.list-members', { communityId, limit: MOST }),
  ]);
  return { waiting, removed, members };
};

export const actions: Actions = {
  admit: inCommunity('admit', async ({ kith, said, communityId }) => {
    await kith.act('communities.admit', { communityId, personId: said.text('which') });
  }),
  decline: inCommunity('decline', async ({ kith, said, communityId }) => {
    await kith.act('communities.decline', { communityId, personId: said.text('which') });
  }),
  lift: inCommunity('lift', async ({ kith, said, communityId }) => {
    await kith.act('communities.lift-removal', { communityId, personId: said.text('which') });
  }),
};
