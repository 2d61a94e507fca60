import { communityOf } from '#web/talk/community-of.ts';
import type { PageServerLoad } from './$types';

const PAGE = 30;

export const load: PageServerLoad = async (event) => {
  const { community } = await communityOf(event);
  const before = Number(event.url.searchParams.get('before')) || undefined;
  const list = await event.locals.kith.read('conversations.list-threads', {
    communityId: community.id,
    before,
    limit: PAGE,
  });
  return { ...list, first: before === undefined };
};
