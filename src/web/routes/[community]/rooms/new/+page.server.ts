import { redirect } from '@sveltejs/kit';
import { answer } from '#web/forms/answer.ts';
import { slugFrom } from '#web/forms/slug-from.ts';
import { newId } from '#web/live/id.ts';
import { hrefOf } from '#web/ui/unread.ts';
import { communityOf } from '#web/talk/community-of.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { community } = await communityOf(event);
  const { members } = await event.locals.kith.read('communities.list-members', { communityId: community.id });
  return { members };
};

export const actions: Actions = {
  open: (event) =>
    answer(event, 'open', async (said, kith) => {
      const { id: communityId } = await kith.read('communities.get', { slug: event.params.community });
      const room = await kith.act('conversations.open-room', {
        id: newId(),
        communityId,
        title: said.text('title'),
        slug: said.maybe('slug') ?? slugFrom(said.text('title')),
        about: said.text('about-it'),
        restricted: said.text('for') === 'some',
        people: said.all('people'),
      });
      redirect(303, hrefOf(`/${event.params.community}`, room));
    }),
};
