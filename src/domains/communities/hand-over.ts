import { z } from 'zod';
import { verb } from '../../platform/act.ts';
import { id } from '../../platform/ids.ts';
import { mayHandOver } from './access.ts';
import { memberView } from './community.ts';
import { changeRole } from './role-change.ts';
import { holdMembership, loadMember } from './store.ts';

export const handOver = verb({
  name: 'communities.hand-over',
  does: 'Makes another member a host in one’s own place.',
  input: z.object({ communityId: id, to: id }),
  output: memberView,
  async load(context, { communityId, to }) {
    const me = await holdMembership(context, communityId);
    return { me, other: await loadMember(context.db, communityId, to) };
  },
  may: ({ me, other }) => mayHandOver(me, other.person_id),
  async run(context, { communityId }, { other }) {
    const host = await changeRole(context, other, 'host');
    await changeRole(context, await loadMember(context.db, communityId, context.me), 'member');
    return host;
  },
});
