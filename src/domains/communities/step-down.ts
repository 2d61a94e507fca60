import { z } from 'zod';
import { verb } from '../../platform/act.ts';
import { id } from '../../platform/ids.ts';
import { mayStepDown } from './access.ts';
import { memberView } from './community.ts';
import { changeRole } from './role-change.ts';
import { holdMembership, loadMember } from './store.ts';

export const stepDown = verb({
  name: 'communities.step-down',
  does: 'Stops being a host and stays a member, while there is another host.',
  input: z.object({ communityId: id }),
  output: memberView,
  load: (context, { communityId }) => holdMembership(context, communityId),
  may: (membership) => mayStepDown(membership),
  run: async (context, { communityId }) =>
    changeRole(context, await loadMember(context.db, communityId, context.me), 'member'),
});
