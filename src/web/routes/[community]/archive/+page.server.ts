import { inCommunity } from '#web/people/in-community.ts';
import { PEOPLE } from '#web/people/kept-fresh.ts';
import type { Actions, PageServerLoad } from './$types';

const MOST = 50;

export const load: PageServerLoad = async ({ locals: { kith }, parent, depends, url }) => {
  depends(PEOPLE);
  const { community } = await parent();
  const communityId = community.id;
  const q = (url.searchParams.get('q') ?? '').slice(0, 60);
  const [found, claims] = await Promise.all([
    kith.read('transfer.list-authors', { communityId, q, limit: MOST }),
    kith.read('transfer.list-claims', { communityId }),
  ]);
  return { ...found, claims, q };
};

export const actions: Actions = {
  claim: inCommunity('claim', async ({ kith, said, communityId }) => {
    const asked = { personId: said.text('which'), note: said.text('note') };
    await kith.act('transfer.claim-author', { communityId, ...asked });
  }),
};
