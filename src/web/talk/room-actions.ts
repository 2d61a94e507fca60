import { redirect } from '@sveltejs/kit';
import { hrefOf } from '../ui/unread.ts';
import { standingActions } from './actions.ts';
import { doing } from './spot.ts';

/** What is changed about a room itself: what it says, who is in it, whether it is open, how closely I follow it. */
export const roomActions = {
  ...standingActions,
  change: doing('change', async ({ kith, said, where, home }) => {
    const change = { title: said.text('title'), about: said.text('about-it'), slug: said.maybe('slug') };
    const room = await kith.act('conversations.change-room', { ...where, ...change });
    redirect(303, `${hrefOf(home, room)}/settings`);
  }),
  'bring-in': doing('bring-in', async ({ kith, said, where }) => {
    for (const personId of said.all('people'))
      await kith.act('conversations.bring-in', { ...where, personId });
  }),
  leave: doing('leave', async ({ kith, where, home }) => {
    await kith.act('conversations.leave-room', where);
    redirect(303, home);
  }),
};
