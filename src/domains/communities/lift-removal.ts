import { z } from 'zod';
import { verb } from '../../platform/act.ts';
import { id } from '../../platform/ids.ts';
import { mayHost } from './access.ts';
import { loadMembership } from './membership.ts';

export const liftRemoval = verb({
  name: 'communities.lift-removal',
  does: 'Lets somebody who was removed join again when they are invited.',
  input: z.object({ communityId: id, personId: id }),
  output: z.object({}),
  load: (context, { communityId }) => loadMembership(context, communityId),
  may: (membership) => mayHost(membership),
  async run({ db, announce }, { communityId, personId }) {
    const lifted = await db
      .deleteFrom('removal')
      .where('community_id', '=', communityId)
      .where('person_id', '=', personId)
      .returning('person_id')
      .executeTakeFirst();
    if (lifted) await announce({ communityId, kind: 'removal.lifted', payload: { personId } });
    return {};
  },
});
