import { z } from 'zod';
import type { Context } from '../../platform/act.ts';
import type { Db } from '../../platform/db/index.ts';
import { notFound } from '../../platform/errors.ts';
import { id } from '../../platform/ids.ts';
import { personCard, personCards } from '../accounts/index.ts';
import type { PersonCard } from '../accounts/index.ts';
import type { AuthorClaimRow } from './tables.ts';

/** A member says that they were an author of an archive. */
export const claimView = z.object({
  communityId: id,
  author: personCard.describe('Who came in with the archive.'),
  claimedBy: personCard,
  note: z.string(),
  madeAt: z.number(),
});
export type ClaimView = z.infer<typeof claimView>;

export async function findClaim(
  db: Db,
  communityId: string,
  personId: string,
  claimedBy: string,
): Promise<AuthorClaimRow | undefined> {
  return db
    .selectFrom('author_claim')
    .selectAll()
    .where('community_id', '=', communityId)
    .where('person_id', '=', personId)
    .where('claimed_by', '=', claimedBy)
    .executeTakeFirst();
}

export async function claimViews(db: Db, rows: AuthorClaimRow[]): Promise<ClaimView[]> {
  const people = await personCards(
    db,
    rows.flatMap((row) => [row.person_id, row.claimed_by]),
  );
  return rows.flatMap((row) => {
    const author = people.get(row.person_id);
    const claimedBy = people.get(row.claimed_by);
    if (!author || !claimedBy) return [];
    return [{ communityId: row.community_id, author, claimedBy, note: row.note, madeAt: row.made_at }];
  });
}

/** Somebody who came into this community with an archive and is nobody's account; throws not-found for all others. */
export async function loadImported(
  context: Context,
  communityId: string,
  personId: string,
): Promise<PersonCard> {
  const row = await context.db
    .selectFrom('import_source')
    .select('key')
    .where('community_id', '=', communityId)
    .where('target_id', '=', personId)
    .where('kind', '=', 'author')
    .executeTakeFirst();
  const card = row && (await personCards(context.db, [personId])).get(personId);
  if (!card?.imported) throw notFound();
  return card;
}
