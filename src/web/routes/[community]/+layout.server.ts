import { error } from '@sveltejs/kit';
import { personOrSignIn } from '#web/forms/sign-in-first.ts';
import type { LayoutServerLoad } from './$types';

/** Somebody else’s community and one that does not exist are the same: neither is among mine. */
export const load: LayoutServerLoad = async (event) => {
  event.depends('kith:places');
  personOrSignIn(event);
  const { communities } = await event.parent();
  const community = communities.find((one) => one.slug === event.params.community);
  if (!community) error(404, { message: 'Not Found' });
  const places = await event.locals.kith.read('conversations.list-places', { communityId: community.id });
  return { community, places };
};
