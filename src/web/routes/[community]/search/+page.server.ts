import { searchFor } from '#web/talk/search.ts';
import { communityOf } from '#web/talk/community-of.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { community } = await communityOf(event);
  return searchFor(event.locals.kith, event.url.searchParams, community.id);
};
