import { redirect } from '@sveltejs/kit';
import { answer } from '#web/forms/answer.ts';
import { newId } from '#web/live/id.ts';
import { bringInFiles } from '#web/talk/bring-in-files.ts';
import { hrefOf } from '#web/ui/unread.ts';
import type { Actions } from './$types';

export const actions: Actions = {
  start: (event) =>
    answer(event, 'start', async (said, kith) => {
      const slug = event.params.community;
      const { id: communityId } = await kith.read('communities.get', { slug });
      const attachments = await bringInFiles(kith, { communityId }, await said.files('files'));
      const thread = await kith.act('conversations.start-thread', {
        id: newId(),
        communityId,
        title: said.text('title'),
        message: { id: newId(), body: said.text('body'), attachments },
      });
      redirect(303, hrefOf(`/${slug}`, thread));
    }),
};
