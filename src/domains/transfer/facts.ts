import type { Db } from '../../platform/db/index.ts';
import type { Fact } from '../../platform/facts.ts';
import type { Frame } from '../../platform/live/index.ts';
import { personCards } from '../accounts/index.ts';
import { hostsOf } from '../communities/index.ts';
import { claimViews, findClaim } from './claim.ts';

/** What browsers hear of archives and claims. Imported conversations are told of by their own domain. */
export const frames: Record<string, (db: Db, fact: Fact) => Promise<Frame | null>> = {
  'import.changed': importFrame,
  'claim.made': claimFrame,
  'claim.declined': claimFrame,
  'claim.confirmed': confirmedFrame,
};

/** That an import has changed; how far it is, hosts ask for. */
async function importFrame(db: Db, { communityId, payload }: Fact): Promise<Frame> {
  return { view: { importId: payload['importId'] }, audience: await hostsOf(db, communityId) };
}

/** The claim as it is now, or null where it is declined. */
async function claimFrame(db: Db, { communityId, payload }: Fact): Promise<Frame> {
  const { personId, claimedBy } = payload as { personId: string; claimedBy: string };
  const row = await findClaim(db, communityId, personId, claimedBy);
  const [claim = null] = await claimViews(db, row ? [row] : []);
  return { view: { personId, claimedBy, claim }, audience: (await hostsOf(db, communityId)).add(claimedBy) };
}

/** Everybody hears who an author turned out to be: what they said is that person's from now on. */
async function confirmedFrame(db: Db, { payload }: Fact): Promise<Frame | null> {
  const { personId, claimedBy } = payload as { personId: string; claimedBy: string };
  const now = (await personCards(db, [claimedBy])).get(claimedBy);
  return now ? { view: { personId, now }, audience: null } : null;
}
