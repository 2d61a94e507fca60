import { z } from 'zod';
import { read } from '../../platform/act.ts';
import type { Context } from '../../platform/act.ts';
import { forbidden } from '../../platform/errors.ts';
import { id } from '../../platform/ids.ts';
import { personCards } from '../accounts/index.ts';
import { mayHost } from './access.ts';
import { removalView, waitingView } from './community.ts';
import { loadMembership } from './membership.ts';
import { waitingViews } from './views.ts';

export const listWaiting = read({
  name: 'communities.list-waiting',
  does: 'Lists for hosts who waits to be let in, the longest first.',
  input: z.object({ communityId: id }),
  output: z.object({ waiting: z.array(waitingView) }),
  async run(context, { communityId }) {
    await loadHosting(context, communityId);
    const rows = await context.db
      .selectFrom('waiting')
      .selectAll()
      .where('community_id', '=', communityId)
      .orderBy('since')
      .orderBy('person_id')
      .execute();
    return { waiting: await waitingViews(context.db, rows) };
  },
});

export const listRemoved = read({
  name: 'communities.list-removed',
  does: 'Lists for hosts who was removed and cannot come back, the latest first.',
  input: z.object({ communityId: id }),
  output: z.object({ removed: z.array(removalView) }),
  async run(context, { communityId }) {
    await loadHosting(context, communityId);
    const rows = await context.db
      .selectFrom('removal')
      .selectAll()
      .where('community_id', '=', communityId)
      .orderBy('at', 'desc')
      .orderBy('person_id')
      .execute();
    const cards = await personCards(
      context.db,
      rows.flatMap((row) => [row.person_id, row.removed_by]),
    );
    return {
      removed: rows.flatMap(({ person_id, removed_by, reason, at }) => {
        const person = cards.get(person_id);
        return person ? { person, removedBy: cards.get(removed_by) ?? null, reason, at } : [];
      }),
    };
  },
});

/** Members who are no hosts know that the community is there, so they hear why and not that nothing is found. */
async function loadHosting(context: Context, communityId: string): Promise<void> {
  const answer = mayHost(await loadMembership(context, communityId));
  if (!answer.yes) throw forbidden(answer.reason, answer.detail);
}
