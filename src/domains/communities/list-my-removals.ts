import { z } from 'zod';
import { read } from '../../platform/act.ts';
import { id } from '../../platform/ids.ts';

const TOLD_FOR_MS = 30 * 86_400_000;

export const listMyRemovals = read({
  name: 'communities.list-my-removals',
  does: 'Lists from where one was removed by a host in the last 30 days, with the reason, the latest first.',
  input: z.object({}),
  output: z.object({
    removals: z.array(z.object({ communityId: id, name: z.string(), reason: z.string(), at: z.number() })),
  }),
  async run({ db, me, now }) {
    const removals = await db
      .selectFrom('removal')
      .innerJoin('community', 'community.id', 'removal.community_id')
      .select(['community.id as communityId', 'community.name', 'removal.reason', 'removal.at'])
      .where('removal.person_id', '=', me)
      .where('removal.at', '>', now - TOLD_FOR_MS)
      .where('community.closed_at', 'is', null)
      .orderBy('removal.at', 'desc')
      .execute();
    return { removals };
  },
});
