import { z } from 'zod';
import { read } from '../../platform/act.ts';
import type { Context } from '../../platform/act.ts';
import { id } from '../../platform/ids.ts';
import { personCard, personCards } from '../accounts/index.ts';
import { communityView, inviteView } from './community.ts';
import { isFull } from './guest.ts';
import { loadByCode, refuseEnded } from './invite-store.ts';
import { loadMembership } from './membership.ts';
import { findMember, whyRemoved } from './store.ts';
import { charterViewOf, inviteViews } from './views.ts';

const shown = communityView.pick({
  id: true,
  name: true,
  purpose: true,
  values: true,
  interests: true,
  hue: true,
  agreements: true,
});

export const getInvite = read({
  name: 'communities.get-invite',
  does: 'Shows what an invite code leads to. Wrong, expired, ended and used up codes are alike not found.',
  who: 'anyone',
  input: z.object({ code: z.string().max(200) }),
  output: z.object({
    community: shown,
    invitedBy: personCard.nullable(),
    expiresAt: z.number(),
    full: z.boolean(),
    emailHint: z
      .string()
      .nullable()
      .describe('The mail address that it is for, with most of its name left out.'),
    memberOf: z.string().nullable().describe('The community’s address, where one is a member already.'),
    removedBecause: z.string().nullable().describe('Why a host has removed who asks, where one has.'),
  }),
  limit: { times: 120, seconds: 600 },
  async run(context, { code }) {
    const invite = await loadByCode(context.db, code);
    const community = await context.db
      .selectFrom('community')
      .selectAll()
      .where('id', '=', invite.community_id)
      .executeTakeFirstOrThrow();
    const asking = await standingOf(context, invite.community_id);
    if (!asking.isMember) refuseEnded(invite, context.now);
    return {
      community: shown.parse(charterViewOf(community)),
      invitedBy: await inviterOf(context, invite.invited_by),
      expiresAt: invite.expires_at,
      full: isFull(community),
      emailHint: invite.email && hintOf(invite.email),
      memberOf: asking.isMember ? community.slug : null,
      removedBecause: asking.removedBecause,
    };
  },
});

export const listInvites = read({
  name: 'communities.list-invites',
  does: 'Lists the open invites, the newest first: a host sees all, a member their own.',
  input: z.object({
    communityId: id,
    ended: z.boolean().default(false).describe('Those that have ended as well.'),
  }),
  output: z.object({ invites: z.array(inviteView) }),
  async run(context, { communityId, ended }) {
    const { role } = await loadMembership(context, communityId);
    let query = context.db.selectFrom('invite').selectAll().where('community_id', '=', communityId);
    if (role !== 'host') query = query.where('invited_by', '=', context.me);
    if (!ended)
      query = query
        .where('revoked_at', 'is', null)
        .where('expires_at', '>', context.now)
        .where('uses_left', '>', 0);
    const rows = await query.orderBy('created_at', 'desc').orderBy('id', 'desc').limit(MOST_SHOWN).execute();
    return { invites: await inviteViews(context.db, rows) };
  },
});

const MOST_SHOWN = 500;

/** Faces are for those who have an account. */
async function inviterOf({ db, viewer }: Context, personId: string) {
  const card = (await personCards(db, [personId])).get(personId) ?? null;
  return card && viewer.personId === null ? { ...card, picture: null } : card;
}

async function standingOf({ db, viewer }: Context, communityId: string) {
  if (viewer.personId === null) return { isMember: false, removedBecause: null };
  const member = await findMember(db, communityId, viewer.personId);
  return {
    isMember: member !== undefined,
    removedBecause: await whyRemoved(db, communityId, viewer.personId),
  };
}

function hintOf(email: string): string {
  const [name = '', domain = ''] = email.split('@');
  return `${name.slice(0, 1)}…@${domain}`;
}
