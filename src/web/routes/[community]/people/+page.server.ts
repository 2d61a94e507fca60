import { inCommunity } from '#web/people/in-community.ts';
import { PEOPLE } from '#web/people/kept-fresh.ts';
import type { Actions, PageServerLoad } from './$types';

const MOST = 500;

export const load: PageServerLoad = async ({ locals: { kith }, parent, depends }) => {
  depends(PEOPLE);
  const { community } = await parent();
  const communityId = community.id;
  const [{ members }, newcomers, { authors }] = await Promise.all([
    kith.read('communities.list-members', { communityId, limit: MOST }),
    kith.read('communities.list-newcomers', { communityId }),
    kith.read('transfer.list-authors', { communityId, limit: 1 }),
  ]);
  return { members, newcomers: newcomers.members, archived: authors.length > 0 };
};

export const actions: Actions = {
  greet: inCommunity('greet', ({ kith, said, communityId }) =>
    kith.act('communities.greet', { communityId, to: said.text('which') }),
  ),
};
