import { roomActions } from '#web/talk/room-actions.ts';
import { communityOf } from '#web/talk/community-of.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { kith } = event.locals;
  const communityId = (await communityOf(event)).community.id;
  const room = await kith.read('conversations.get', { communityId, slug: event.params.room });
  const list = room.restricted ? await kith.read('communities.list-members', { communityId }) : null;
  return { room, members: list?.members ?? [] };
};

export const actions = roomActions;
