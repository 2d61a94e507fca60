import { z } from 'zod';
import { verb } from '../../platform/act.ts';
import { id } from '../../platform/ids.ts';
import { mayLeave } from './access.ts';
import { dropMember, holdMembership } from './store.ts';

export const leave = verb({
  name: 'communities.leave',
  does: 'Leaves a community. What one has said there stays.',
  input: z.object({ communityId: id }),
  output: z.object({}),
  load: (context, { communityId }) => holdMembership(context, communityId),
  may: (membership) => mayLeave(membership),
  async run({ db, me, now, announce }, { communityId }) {
    await dropMember(db, communityId, me, now);
    await announce({ communityId, kind: 'member.left', payload: { personId: me } });
    return {};
  },
});
