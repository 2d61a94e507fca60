import { redirect } from '@sveltejs/kit';
import { answer } from '#web/forms/answer.ts';
import { newId } from '#web/live/id.ts';
import { hrefOf } from '#web/ui/unread.ts';
import { communityOf } from '#web/talk/community-of.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { community } = await communityOf(event);
  const { members } = await event.locals.kith.read('communities.list-members', { communityId: community.id });
  return { members, chosen: event.url.searchParams.getAll('with') };
};

export const actions: Actions = {
  open: (event) =>
    answer(event, 'open', async (said, kith) => {
      const { id: communityId } = await kith.read('communities.get', { slug: event.params.community });
      const people = said.all('people');
      const direct = await kith.act('conversations.open-direct', { id: newId(), communityId, people });
      redirect(303, hrefOf(`/${event.params.community}`, direct));
    }),
};
