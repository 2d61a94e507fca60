import { communityOf } from '#web/talk/community-of.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { community } = await communityOf(event);
  return {
    directs: await event.locals.kith.read('conversations.list-directs', { communityId: community.id }),
  };
};
