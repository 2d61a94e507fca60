import { z } from 'zod';
import { verb } from '../../platform/act.ts';
import { id } from '../../platform/ids.ts';
import { loadMembership } from '../communities/index.ts';
import { mayDecline } from './access.ts';

export const declineClaim = verb({
  name: 'transfer.decline-claim',
  does: 'As a host, declines a member’s claim to have been an author of an archive; or takes one’s own claim back.',
  input: z.object({ communityId: id, personId: id, claimedBy: id }),
  output: z.object({ declined: z.literal(true) }),
  load: (context, { communityId }) => loadMembership(context, communityId),
  may: (membership, { claimedBy }, me) => mayDecline(membership, claimedBy, me),
  async run({ db, announce }, { communityId, personId, claimedBy }) {
    const gone = await db
      .deleteFrom('author_claim')
      .where('community_id', '=', communityId)
      .where('person_id', '=', personId)
      .where('claimed_by', '=', claimedBy)
      .returning('person_id')
      .executeTakeFirst();
    if (gone) await announce({ communityId, kind: 'claim.declined', payload: { personId, claimedBy } });
    return { declined: true as const };
  },
});
