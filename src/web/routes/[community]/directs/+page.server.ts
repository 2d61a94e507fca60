import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, parent }) => {
  const { community } = await parent();
  return {
    directs: await locals.kith.read('conversations.list-directs', { communityId: community.id }),
  };
};
