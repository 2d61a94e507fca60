import { z } from 'zod';
import { verb } from '../../platform/act.ts';
import { notFound } from '../../platform/errors.ts';
import { id } from '../../platform/ids.ts';
import { mayRevoke } from './access.ts';
import { inviteView } from './community.ts';
import { findInvite } from './invite-store.ts';
import { loadMembership } from './membership.ts';
import { inviteViews } from './views.ts';

export const revokeInvite = verb({
  name: 'communities.revoke-invite',
  does: 'Ends an invite; nobody can use its link any more.',
  input: z.object({ communityId: id, id }),
  output: inviteView,
  async load(context, input) {
    const membership = await loadMembership(context, input.communityId);
    const invite = await findInvite(context.db, input.communityId, input.id);
    if (!invite) throw notFound();
    return { membership, invite };
  },
  may: ({ membership, invite }) => mayRevoke(membership, invite.invited_by),
  async run({ db, now, announce }, { communityId }, { invite }) {
    const revoked = { ...invite, revoked_at: invite.revoked_at ?? now };
    if (invite.revoked_at === null) {
      await db
        .updateTable('invite')
        .set({ revoked_at: now })
        .where('community_id', '=', communityId)
        .where('id', '=', invite.id)
        .execute();
      await announce({ communityId, kind: 'invite.revoked', payload: { inviteId: invite.id } });
    }
    const [view] = await inviteViews(db, [revoked]);
    return view!;
  },
});
