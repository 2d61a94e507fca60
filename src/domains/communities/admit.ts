import { z } from 'zod';
import { verb } from '../../platform/act.ts';
import type { Context, Writing } from '../../platform/act.ts';
import { conflict, forbidden, notFound } from '../../platform/errors.ts';
import { id } from '../../platform/ids.ts';
import { mayHost } from './access.ts';
import { memberView } from './community.ts';
import { loadMembership } from './membership.ts';
import { addMember, findMember, holdMembership } from './store.ts';
import type { MemberRow } from './tables.ts';
import { memberViews } from './views.ts';
import { tellLetIn } from './waiting-mail.ts';
import { endWaiting, findWaiting } from './waiting-store.ts';

interface Who {
  communityId: string;
  personId: string;
}

export const admit = verb({
  name: 'communities.admit',
  does: 'Lets in somebody who waits, when there is room, and tells them by mail where the house sends any.',
  input: z.object({ communityId: id, personId: id }),
  output: memberView,
  load: (context, { communityId }) => loadMembership(context, communityId),
  may: (membership) => mayHost(membership),
  async alone(context, who, { community }) {
    const { member, isNew } = await context.write((inside) => bringIn(inside, who));
    if (isNew) tellLetIn(context, { community, personId: who.personId });
    return viewOf(context, member);
  },
});

/** Who is a member already came in by an earlier call, or by an invite, and is told nothing more. */
async function bringIn(context: Writing, { communityId, personId }: Who) {
  const still = mayHost(await holdMembership(context, communityId));
  if (!still.yes) throw forbidden(still.reason, still.detail);
  const already = await findMember(context.db, communityId, personId);
  if (already) return { member: already, isNew: false };
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
  return { member: joining, isNew: true };
}

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
