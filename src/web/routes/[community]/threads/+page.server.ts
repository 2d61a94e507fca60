import type { PageServerLoad } from './$types';

const PAGE = 30;

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { community } = await parent();
  const before = Number(url.searchParams.get('before')) || undefined;
  const list = await locals.kith.read('conversations.list-threads', {
    communityId: community.id,
    before,
    limit: PAGE,
  });
  return { ...list, first: before === undefined };
};
