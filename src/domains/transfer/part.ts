import type { Writing } from '../../platform/act.ts';

/** Takes back all claims to be an author of an archive of somebody whose account is erased. */
export async function part(
  { db, announce }: Pick<Writing, 'db' | 'announce'>,
  { personId: claimedBy }: { personId: string },
): Promise<void> {
  const gone = await db
    .deleteFrom('author_claim')
    .where('claimed_by', '=', claimedBy)
    .returning(['community_id', 'person_id'])
    .execute();
  for (const { community_id: communityId, person_id: personId } of gone)
    await announce({ communityId, kind: 'claim.declined', payload: { personId, claimedBy } });
}
