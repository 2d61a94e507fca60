import { z } from 'zod';
import { verb } from '../../platform/act.ts';
import { id } from '../../platform/ids.ts';
import { mayHost } from './access.ts';
import { changeRole } from './role-change.ts';
import { memberView } from './community.ts';
import { holdMembership, loadMember } from './store.ts';

export const makeHost = verb({
  name: 'communities.make-host',
  does: 'Makes a member a host, beside the hosts there are.',
  input: z.object({ communityId: id, personId: id }),
  output: memberView,
  async load(context, { communityId, personId }) {
    const me = await holdMembership(context, communityId);
    return { me, other: await loadMember(context.db, communityId, personId) };
  },
  may: ({ me }) => mayHost(me),
  run: (context, _input, { other }) => changeRole(context, other, 'host'),
});
