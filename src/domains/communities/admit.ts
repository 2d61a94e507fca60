import { z } from 'zod';
import { verb } from '../../platform/act.ts';
import type { Context } from '../../platform/act.ts';
import { conflict, notFound } from '../../platform/errors.ts';
import { id } from '../../platform/ids.ts';
import { mayHost } from './access.ts';
import { memberView } from './community.ts';
import { addMember, findMember, holdMembership } from './store.ts';
import type { MemberRow } from './tables.ts';
import { memberViews } from './views.ts';
import { endWaiting, findWaiting } from './waiting-store.ts';

export const admit = verb({
  name: 'communities.admit',
  does: 'Lets in somebody who waits, when there is room.',
  input: z.object({ communityId: id, personId: id }),
  output: memberView,
  load: (context, { communityId }) => holdMembership(context, communityId),
  may: (membership) => mayHost(membership),
  async run(context, { communityId, personId }) {
    const already = await findMember(context.db, communityId, personId);
    if (already) return viewOf(context, already);
    const waiting = await findWaiting(context.db, communityId, personId);
    if (!waiting) throw notFound();
    const joining = {
      community_id: communityId,
      person_id: personId,
      role: 'member',
      joined_at: context.now,
      introduction: waiting.introduction,
      invited_by: waiting.invited_by,
    };
    if (!(await addMember(context.db, joining))) throw noRoom();
    await endWaiting(context, communityId, personId);
    await context.announce({ communityId, kind: 'member.joined', payload: { personId } });
    return viewOf(context, joining);
  },
});

async function viewOf({ db }: Context, row: MemberRow) {
  const [view] = await memberViews(db, row.community_id, [row]);
  if (!view) throw notFound();
  return view;
}

const noRoom = () =>
  conflict(
    'no-room',
    'All places are taken. Raise the size limit in the charter, or wait until somebody leaves.',
  );
