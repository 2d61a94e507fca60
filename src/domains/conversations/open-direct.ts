import { z } from 'zod';
import { verb } from '../../platform/act.ts';
import type { Writing } from '../../platform/act.ts';
import { invalid } from '../../platform/errors.ts';
import { id } from '../../platform/ids.ts';
import { loadMembership, membersAmong } from '../communities/index.ts';
import { conversationView, LARGEST_DIRECT } from './conversation.ts';
import { loadView } from './queries.ts';
import { addParticipants, insertConversation } from './store.ts';

export const openDirect = verb({
  name: 'conversations.open-direct',
  does: 'Opens a direct with one to seven other members, or returns the one that the same people have already.',
  input: z.object({ id, communityId: id, people: z.array(id).min(1).max(LARGEST_DIRECT) }),
  output: conversationView,
  limit: { times: 30, seconds: 600 },
  load: (context, { communityId }) => loadMembership(context, communityId),
  async run(context, { id: directId, communityId, people }) {
    const everyone = [...new Set([context.me, ...people])].sort();
    await refuseWrongPeople(context, communityId, everyone);
    const directOf = everyone.join(' '); // Unique: of two who open the same direct at once, the second gets the first.
    const before = await sameDirect(context, communityId, directOf);
    if (before) return loadView(context, communityId, before);
    const row = await insertConversation(context.db, {
      id: directId,
      community_id: communityId,
      kind: 'direct',
      title: '',
      restricted: 1,
      direct_of: directOf,
      created_at: context.now,
      created_by: context.me,
    });
    await addParticipants(context.db, row, everyone, context.now);
    await context.announce({
      communityId,
      conversationId: directId,
      kind: 'conversation.opened',
      payload: {},
    });
    return loadView(context, communityId, directId);
  },
});

async function refuseWrongPeople(context: Writing, communityId: string, everyone: string[]): Promise<void> {
  if (everyone.length < 2) throw invalid('people', 'only-you', 'A direct needs somebody besides you.');
  if (everyone.length > LARGEST_DIRECT) {
    throw invalid('people', 'too-many-people', `A direct holds at most ${LARGEST_DIRECT} people.`);
  }
  const members = await membersAmong(context.db, communityId, everyone);
  if (members.size < everyone.length)
    throw invalid('people', 'not-a-member', 'Only members can be written to.');
}

/** The direct that was opened for exactly these people, while all of them are in it. */
async function sameDirect(
  context: Writing,
  communityId: string,
  directOf: string,
): Promise<string | undefined> {
  const row = await context.db
    .selectFrom('conversation')
    .select('id')
    .where('community_id', '=', communityId)
    .where('direct_of', '=', directOf)
    .executeTakeFirst();
  return row?.id;
}
