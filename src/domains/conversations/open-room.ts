import { z } from 'zod';
import { verb } from '../../platform/act.ts';
import type { Writing } from '../../platform/act.ts';
import { conflict } from '../../platform/errors.ts';
import { id } from '../../platform/ids.ts';
import { loadMembership, membersAmong } from '../communities/index.ts';
import { mayRunRooms } from './access.ts';
import { conversationView } from './conversation.ts';
import { loadView } from './queries.ts';
import { TAKEN_BY_PAGES } from './room-address.ts';
import { addParticipants, findConversation, insertConversation } from './store.ts';

export const roomSlug = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9](?:[a-z0-9-]{0,48}[a-z0-9])?$/, '1 to 50 letters, digits or dashes')
  .refine((slug) => !TAKEN_BY_PAGES.includes(slug), 'This address is taken by a page.');

export const openRoom = verb({
  name: 'conversations.open-room',
  does: 'As a host, opens a room for all members, or for some of them only.',
  input: z.object({
    id,
    communityId: id,
    slug: roomSlug,
    title: z.string().trim().min(1).max(80),
    about: z.string().trim().max(280).default(''),
    restricted: z.boolean().default(false),
    people: z
      .array(id)
      .max(500)
      .default([])
      .describe('Who takes part in a restricted room, besides its opener.'),
  }),
  output: conversationView,
  load: (context, { communityId }) => loadMembership(context, communityId),
  may: (membership) => mayRunRooms(membership),
  async run(context, { communityId, people, restricted, ...room }) {
    const before = await findConversation(context.db, communityId, room.id);
    if (before) return loadView(context, communityId, before.id);
    await refuseTakenSlug(context, communityId, room.slug);
    const row = await insertConversation(context.db, {
      ...room,
      community_id: communityId,
      kind: 'room',
      restricted: restricted ? 1 : 0,
      created_at: context.now,
      created_by: context.me,
    });
    const chosen = restricted ? await membersAmong(context.db, communityId, people) : [];
    if (restricted)
      await addParticipants(context.db, row, [...new Set([context.me, ...chosen])], context.now);
    await context.announce({
      communityId,
      conversationId: room.id,
      kind: 'conversation.opened',
      payload: {},
    });
    return loadView(context, communityId, room.id);
  },
});

export async function refuseTakenSlug(context: Writing, communityId: string, slug: string): Promise<void> {
  const taken = await context.db
    .selectFrom('conversation')
    .select('id')
    .where('community_id', '=', communityId)
    .where('slug', '=', slug)
    .executeTakeFirst();
  if (taken) throw conflict('slug-taken', 'Another room has this address already.', 'slug');
}
