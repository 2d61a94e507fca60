import { answer } from '#web/forms/answer.ts';
import { PEOPLE } from '#web/people/kept-fresh.ts';
import { communityOf } from '#web/talk/community-of.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  event.depends(PEOPLE);
  const { community } = await communityOf(event);
  const { members } = await event.locals.kith.read('communities.list-newcomers', {
    communityId: community.id,
  });
  return { newcomers: members, memberCount: community.memberCount };
};

export const actions: Actions = {
  greet: (event) =>
    answer(event, 'greet', async (said, kith) => {
      const { id: communityId } = await kith.read('communities.get', { slug: event.params.community });
      await kith.act('communities.greet', { communityId, to: said.text('which') });
    }),
};
