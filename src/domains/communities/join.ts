import { z } from 'zod';
import { verb } from '../../platform/act.ts';
import { notFound } from '../../platform/errors.ts';
import { mayComeIn } from './access.ts';
import { communityView } from './community.ts';
import { full, isFull, loadInvited, refuseWithoutAgreement } from './guest.ts';
import { useUp } from './invite-store.ts';
import { addMember } from './store.ts';
import { communityViewOf } from './views.ts';
import { asked } from './waiting-list.ts';
import { endWaiting } from './waiting-store.ts';

export const join = verb({
  name: 'communities.join',
  does: 'Joins a community by an invite code, with an introduction that its members can greet.',
  input: z.object({ code: z.string().max(200), ...asked }),
  output: communityView,
  limit: { times: 30, seconds: 600 },
  load: (context, { code }) => loadInvited(context, code),
  may: (guest) => mayComeIn(guest),
  async run(context, { introduction, agreed }, { community, member, invite }) {
    if (member) return communityViewOf(community, member.role);
    refuseWithoutAgreement(community, agreed);
    if (isFull(community)) throw full();
    if (!(await useUp(context.db, invite, context.now))) throw notFound();
    const joining = {
      community_id: community.id,
      person_id: context.me,
      role: 'member',
      joined_at: context.now,
      introduction,
      invited_by: invite.invited_by,
    };
    if (!(await addMember(context.db, joining))) throw full();
    await endWaiting(context, community.id, context.me);
    const payload = { personId: context.me, inviteId: invite.id };
    await context.announce({ communityId: community.id, kind: 'member.joined', payload });
    return communityViewOf({ ...community, member_count: community.member_count + 1 }, 'member');
  },
});
