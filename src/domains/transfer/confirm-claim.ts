import { z } from 'zod';
import { verb } from '../../platform/act.ts';
import type { Db } from '../../platform/db/index.ts';
import { notFound } from '../../platform/errors.ts';
import { id } from '../../platform/ids.ts';
import { forgetImported, personCard, personCards } from '../accounts/index.ts';
import { isMember, loadMembership } from '../communities/index.ts';
import { takeOver } from '../conversations/index.ts';
import { mayConfirm } from './access.ts';
import { findClaim } from './claim.ts';

export const confirmClaim = verb({
  name: 'transfer.confirm-claim',
  does: 'As a host, confirms that a member was an author of an archive. All that the author said is then the member’s.',
  input: z.object({ communityId: id, personId: id, claimedBy: id }),
  output: z.object({ communityId: id, personId: id, now: personCard }),
  load: (context, { communityId }) => loadMembership(context, communityId),
  may: mayConfirm,
  async run({ db, now, announce }, { communityId, personId, claimedBy }) {
    const claim = await findClaim(db, communityId, personId, claimedBy);
    if (!claim || !(await isMember(db, communityId, claimedBy))) throw notFound();
    await takeOver(db, { communityId, from: personId, to: claimedBy, at: now });
    await turnOver(db, communityId, personId, claimedBy);
    await forgetImported(db, personId);
    await announce({ communityId, kind: 'claim.confirmed', payload: { personId, claimedBy } });
    const card = (await personCards(db, [claimedBy])).get(claimedBy)!;
    return { communityId, personId, now: card };
  },
});

/** What later imports bring of this author is the member's as well; other claims on the author have no object. */
async function turnOver(db: Db, communityId: string, personId: string, claimedBy: string): Promise<void> {
  await db
    .updateTable('import_source')
    .set({ target_id: claimedBy })
    .where('community_id', '=', communityId)
    .where('target_id', '=', personId)
    .where('kind', '=', 'author')
    .execute();
  await db
    .deleteFrom('author_claim')
    .where('community_id', '=', communityId)
    .where('person_id', '=', personId)
    .execute();
}
