import { answer } from '#web/forms/answer.ts';
import { personOrSignIn } from '#web/forms/sign-in-first.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => {
  personOrSignIn(event);
  return event.locals.kith.read('conversations.list-unread', {});
};

export const actions: Actions = {
  done: (event) =>
    answer(event, 'done', async (said, kith) => {
      await kith.act('conversations.mark-read', {
        communityId: said.text('communityId'),
        conversationId: said.text('which'),
        number: said.number('number'),
      });
    }),
};
