import type { z } from 'zod';
import { verb } from '../../platform/act.ts';
import { conflict } from '../../platform/errors.ts';
import { id } from '../../platform/ids.ts';
import { mayHost } from './access.ts';
import { charterChange, communityView } from './community.ts';
import { holdMembership, refuseTaken } from './store.ts';
import type { CommunityRow } from './tables.ts';
import { communityViewOf } from './views.ts';

export const changeCharter = verb({
  name: 'communities.change-charter',
  does: 'Changes what a community says of itself: name, address, purpose, agreements, size limit and the rest.',
  input: charterChange.extend({ communityId: id }),
  output: communityView,
  load: (context, { communityId }) => holdMembership(context, communityId),
  may: (membership) => mayHost(membership),
  async run({ db, announce }, { communityId, ...change }, { community, role }) {
    if (change.slug !== undefined && change.slug !== community.slug) await refuseTaken(db, change.slug);
    if (change.sizeLimit !== undefined && change.sizeLimit < community.member_count) {
      throw conflict('smaller-than-members', 'There are more members than this already.', 'sizeLimit');
    }
    const changed = changedColumns(community, change);
    if (Object.keys(changed).length) {
      await db.updateTable('community').set(changed).where('id', '=', communityId).execute();
      await announce({ communityId, kind: 'community.changed', payload: { fields: Object.keys(change) } });
    }
    return communityViewOf({ ...community, ...changed }, role);
  },
});

/** Only the columns that differ. */
function changedColumns(
  community: CommunityRow,
  change: z.output<typeof charterChange>,
): Partial<CommunityRow> {
  const list = (items: string[] | undefined) => items && JSON.stringify(items);
  const wanted: Partial<CommunityRow> = {
    slug: change.slug,
    name: change.name,
    purpose: change.purpose,
    community_values: list(change.values),
    interests: list(change.interests),
    hue: change.hue,
    agreements: list(change.agreements),
    size_limit: change.sizeLimit,
    listed: change.listed === undefined ? undefined : Number(change.listed),
  };
  return Object.fromEntries(
    Object.entries(wanted).filter(
      ([column, value]) => value !== undefined && value !== community[column as keyof CommunityRow],
    ),
  );
}
