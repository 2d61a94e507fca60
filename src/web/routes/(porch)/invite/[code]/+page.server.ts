import { redirect } from '@sveltejs/kit';
import { asked, register, signIn } from '#web/doors/register.ts';
import { answer } from '#web/forms/answer.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url, parent }) => {
  const invite = await locals.kith.read('communities.get-invite', { code: params.code });
  if (invite.memberOf) redirect(303, `/${invite.memberOf}`);
  const { waiting } = await parent();
  const waits = waiting.find((one) => one.communityId === invite.community.id);
  return { ...invite, waits, code: params.code, known: url.searchParams.has('known') };
};

export const actions: Actions = {
  register: (event) =>
    answer(event, 'register', async (said, kith) => {
      await register(kith, said, event.locals.language);
      redirect(303, event.url.pathname);
    }),
  enter: (event) =>
    answer(event, 'enter', async (said, kith) => {
      await signIn(kith, said);
      redirect(303, event.url.pathname);
    }),
  join: (event) =>
    answer(event, 'join', async (said, kith) => {
      const { slug } = await kith.act('communities.join', asked(event.params.code, said));
      redirect(303, `/${slug}`);
    }),
  wait: (event) =>
    answer(event, 'wait', (said, kith) => kith.act('communities.wait', asked(event.params.code, said))),
  unwait: (event) =>
    answer(event, 'unwait', (said, kith) =>
      kith.act('communities.leave-waiting-list', { communityId: said.text('communityId') }),
    ),
};
