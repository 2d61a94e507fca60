import { z } from 'zod';
import { verb } from '../../platform/act.ts';
import { id } from '../../platform/ids.ts';
import { loadMembership } from '../communities/index.ts';
import { claimView, claimViews, findClaim, loadImported } from './claim.ts';

export const claimAuthor = verb({
  name: 'transfer.claim-author',
  does: 'As a member, says that one was an author of an archive. A host confirms it.',
  input: z.object({
    communityId: id,
    personId: id.describe('The author who came in with the archive.'),
    note: z.string().trim().max(400).default('').describe('For the hosts: how they can tell.'),
  }),
  output: claimView,
  limit: { times: 20, seconds: 3600 },
  async load(context, { communityId, personId }) {
    await loadMembership(context, communityId);
    return loadImported(context, communityId, personId);
  },
  async run({ db, me, now, announce }, { communityId, personId, note }) {
    await db
      .insertInto('author_claim')
      .values({ community_id: communityId, person_id: personId, claimed_by: me, note, made_at: now })
      .onConflict((clash) => clash.columns(['community_id', 'person_id', 'claimed_by']).doUpdateSet({ note }))
      .execute();
    await announce({ communityId, kind: 'claim.made', payload: { personId, claimedBy: me } });
    const row = await findClaim(db, communityId, personId, me);
    return (await claimViews(db, row ? [row] : []))[0]!;
  },
});
