import { z } from 'zod';
import { read } from '../../platform/act.ts';
import type { Context } from '../../platform/act.ts';
import { id } from '../../platform/ids.ts';
import { personCard, personCards } from '../accounts/index.ts';

const TOLD_FOR_MS = 30 * 86_400_000;

export const listMyRemovals = read({
  name: 'communities.list-my-removals',
  does: 'Lists from where one was removed by a host in the last 30 days, with the reason, and what was closed while one was a member; the latest first.',
  input: z.object({}),
  output: z.object({
    removals: z.array(z.object({ communityId: id, name: z.string(), reason: z.string(), at: z.number() })),
    closed: z.array(
      z.object({
        communityId: id,
        name: z.string(),
        closedBy: personCard.nullable().describe('null: whoever it was has erased their account.'),
        at: z.number(),
      }),
    ),
  }),
  async run(context) {
    const removals = await removalsOf(context)
      .select('removal.reason')
      .where('community.closed_at', 'is', null)
      .execute();
    const closed = await removalsOf(context)
      .select('removal.removed_by')
      .whereRef('removal.at', '=', 'community.closed_at')
      .where('removal.reason', '=', '')
      .execute();
    const hosts = await personCards(
      context.db,
      closed.map((one) => one.removed_by),
    );
    return {
      removals,
      closed: closed.map(({ removed_by: by, ...one }) => ({ ...one, closedBy: hosts.get(by) ?? null })),
    };
  },
});

const removalsOf = ({ db, me, now }: Context) =>
  db
    .selectFrom('removal')
    .innerJoin('community', 'community.id', 'removal.community_id')
    .select(['community.id as communityId', 'community.name', 'removal.at'])
    .where('removal.person_id', '=', me)
    .where('removal.at', '>', now - TOLD_FOR_MS)
    .orderBy('removal.at', 'desc');
