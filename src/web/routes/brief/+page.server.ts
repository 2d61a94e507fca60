import { redirect } from '@sveltejs/kit';
import { answer } from '#web/forms/answer.ts';
import { personOrSignIn } from '#web/forms/sign-in-first.ts';
import { BELONGING } from '#web/people/kept-fresh.ts';
import { answerInBrief } from '#web/talk/answer-in-brief.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  personOrSignIn(event);
  event.depends(BELONGING);
  const { kith } = event.locals;
  const [unread, { removals, closed }] = await Promise.all([
    kith.read('conversations.list-unread', {}),
    kith.read('communities.list-my-removals', {}),
  ]);
  return { ...unread, removals, closed, answering: event.url.searchParams.get('answer') };
};

export const actions: Actions = {
  answer: (event) => {
    const [communityId, conversationId] = ['communityId', 'conversationId'].map(
      (name) => event.url.searchParams.get(name) ?? '',
    ) as [string, string];
    return answer(event, `answer${conversationId}`, async (said, kith) =>
      redirect(303, await answerInBrief(kith, said, { communityId, conversationId })),
    );
  },
  done: (event) =>
    answer(event, 'done', async (said, kith) => {
      await kith.act('conversations.mark-read', {
        communityId: said.text('communityId'),
        conversationId: said.text('which'),
        number: said.number('number'),
      });
    }),
};
