import type { Context } from '../../platform/act.ts';
import { conflict, invalid, notFound } from '../../platform/errors.ts';
import { emailOf } from '../accounts/index.ts';
import { loadByCode, refuseEnded } from './invite-store.ts';
import { findMember, holdCommunity, whyRemoved } from './store.ts';
import type { CommunityRow, InviteRow, MemberRow } from './tables.ts';

/** Someone at the door of a community: who they are to it already, and what may stand between. */
export interface Guest {
  /** As it is while it is held. */
  community: CommunityRow;
  member: MemberRow | undefined;
  removedBecause: string | null;
  forAnotherAddress: boolean;
}

/** Who holds an invite code. Members are let through even when it has ended: their first call may have used it up. */
export async function loadInvited(context: Context, code: string): Promise<Guest & { invite: InviteRow }> {
  const { community_id: communityId } = await loadByCode(context.db, code);
  const guest = await loadGuest(context, communityId);
  const invite = await loadByCode(context.db, code);
  if (guest.member) return { ...guest, invite };
  refuseEnded(invite, context.now);
  const forAnotherAddress = invite.email !== null && invite.email !== (await emailOf(context.db, context.me));
  return { ...guest, invite, forAnotherAddress };
}

/** Who comes to a listed community without an invite. */
export async function loadAsking(context: Context, communityId: string): Promise<Guest> {
  // Looked at before anything is held, so that a private community takes no longer than none.
  const row = await context.db
    .selectFrom('community')
    .select('id')
    .where('id', '=', communityId)
    .where('listed', '=', 1)
    .executeTakeFirst();
  if (!row) throw notFound();
  const guest = await loadGuest(context, communityId);
  if (!guest.community.listed) throw notFound();
  return guest;
}

async function loadGuest({ db, me }: Context, communityId: string): Promise<Guest> {
  const community = await holdCommunity(db, communityId);
  if (!community) throw notFound();
  const member = await findMember(db, communityId, me);
  const removedBecause = await whyRemoved(db, communityId, me);
  return { community, member, removedBecause, forAnotherAddress: false };
}

export function refuseWithoutAgreement({ agreements }: CommunityRow, agreed: boolean): void {
  if (agreed || agreements === '[]') return;
  throw invalid('agreed', 'not-agreed', 'To join, accept what the members have agreed on.');
}

export const isFull = (community: CommunityRow): boolean => community.member_count >= community.size_limit;

export const full = () =>
  conflict('full', 'This community has as many members as it wants to have. There is a waiting list.');
