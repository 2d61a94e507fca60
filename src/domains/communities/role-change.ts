import type { Writing } from '../../platform/act.ts';
import { notFound } from '../../platform/errors.ts';
import type { MemberView, Role } from './community.ts';
import { setRole } from './store.ts';
import type { MemberRow } from './tables.ts';
import { memberViews } from './views.ts';

/** Gives a member a role and tells of it; nothing happens where they have it already. */
export async function changeRole(context: Writing, member: MemberRow, role: Role): Promise<MemberView> {
  const { community_id: communityId, person_id: personId } = member;
  if (member.role !== role) {
    await setRole(context.db, communityId, personId, role);
    await context.announce({ communityId, kind: 'member.role-changed', payload: { personId, role } });
  }
  const [view] = await memberViews(context.db, communityId, [{ ...member, role }]);
  if (!view) throw notFound();
  return view;
}
