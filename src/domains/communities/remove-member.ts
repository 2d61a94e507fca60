import { z } from 'zod';
import { verb } from '../../platform/act.ts';
import { id } from '../../platform/ids.ts';
import { mayRemove } from './access.ts';
import { role } from './community.ts';
import { dropMember, holdMembership, loadMember } from './store.ts';

export const removeMember = verb({
  name: 'communities.remove-member',
  does: 'Removes a member, with a reason that they are told. No invite lets them back in until a host lifts it.',
  input: z.object({ communityId: id, personId: id, reason: z.string().trim().min(3).max(500) }),
  output: z.object({}),
  async load(context, { communityId, personId }) {
    const me = await holdMembership(context, communityId);
    const other = await loadMember(context.db, communityId, personId);
    return { me, other: { personId, role: role.parse(other.role) } };
  },
  may: ({ me, other }) => mayRemove(me, other),
  async run({ db, me, now, announce }, { communityId, personId, reason }) {
    await dropMember(db, communityId, personId, now);
    const removal = { removed_by: me, reason, at: now };
    await db
      .insertInto('removal')
      .values({ community_id: communityId, person_id: personId, ...removal })
      .onConflict((before) => before.columns(['community_id', 'person_id']).doUpdateSet(removal))
      .execute();
    await announce({ communityId, kind: 'member.removed', payload: { personId } });
    return {};
  },
});
