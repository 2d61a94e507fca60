import { roomActions } from '#web/talk/room-actions.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, parent, params }) => {
  const { community } = await parent();
  const communityId = community.id;
  const room = await locals.kith.read('conversations.get', { communityId, slug: params.room });
  const list = room.restricted ? await locals.kith.read('communities.list-members', { communityId }) : null;
  return { room, members: list?.members ?? [] };
};

export const actions = roomActions;
