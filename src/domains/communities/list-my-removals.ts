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
    const rows = await removalsOf(context);
    const closings = rows.filter((row) => row.closed_at !== null);
    const hosts = await personCards(
      context.db,
      closings.map((row) => row.removed_by),
    );
    return {
      removals: rows.flatMap(({ closed_at, removed_by: _, ...one }) => (closed_at === null ? one : [])),
      closed: closings.map(({ removed_by, communityId, name, at }) => {
        return { communityId, name, closedBy: hosts.get(removed_by) ?? null, at };
      }),
    };
  },
});

/** Who had been removed before a community was closed is told nothing of it any more. */
const removalsOf = ({ db, me, now }: Context) =>
  db
    .selectFrom('removal')
    .innerJoin('community', 'community.id', 'removal.community_id')
    .select(['community.id as communityId', 'community.name', 'community.closed_at'])
    .select(['removal.reason', 'removal.at', 'removal.removed_by'])
    .where('removal.person_id', '=', me)
    .where('removal.at', '>', now - TOLD_FOR_MS)
    .where((row) =>
      row.or([
        row('community.closed_at', 'is', null),
        row.and([row('removal.at', '=', row.ref('community.closed_at')), row('removal.reason', '=', '')]),
      ]),
    )
    .orderBy('removal.at', 'desc')
    .execute();
