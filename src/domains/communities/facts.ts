import type { Db } from '../../platform/db/index.ts';
import type { Fact } from '../../platform/facts.ts';
import type { Frame } from '../../platform/live/index.ts';
import { findMember, hostsOf } from './store.ts';
import { charterViewOf, inviteViews, memberViews, waitingViews } from './views.ts';

/** What a browser gets for each fact of this domain: the present state of what the fact tells of. */
export const frames: Record<string, (db: Db, fact: Fact) => Promise<Frame | null>> = {
  'community.changed': charterFrame,
  'member.joined': memberFrame,
  'member.role-changed': memberFrame,
  'member.greeted': memberFrame,
  'member.changed': memberFrame,
  'member.left': gone,
  'member.removed': gone,
  'invite.made': inviteFrame,
  'invite.revoked': inviteFrame,
  'waiting.changed': waitingFrame,
};

async function charterFrame(db: Db, { communityId }: Fact): Promise<Frame | null> {
  const row = await db.selectFrom('community').selectAll().where('id', '=', communityId).executeTakeFirst();
  return row ? { view: charterViewOf(row), audience: null } : null;
}

async function memberFrame(db: Db, { communityId, payload }: Fact): Promise<Frame | null> {
  const row = await findMember(db, communityId, payload['personId'] as string);
  const [view] = await memberViews(db, communityId, row ? [row] : []);
  return view ? { view, audience: null } : null;
}

function gone(_db: Db, { payload }: Fact): Promise<Frame> {
  const personId = payload['personId'] as string;
  return Promise.resolve({ view: { personId }, audience: null, ends: personId });
}

/** Hosts see all invites, members their own. */
async function inviteFrame(db: Db, { communityId, payload }: Fact): Promise<Frame | null> {
  const row = await db
    .selectFrom('invite')
    .selectAll()
    .where('community_id', '=', communityId)
    .where('id', '=', payload['inviteId'] as string)
    .executeTakeFirst();
  const [view] = await inviteViews(db, row ? [row] : []);
  return row && view ? { view, audience: (await hostsOf(db, communityId)).add(row.invited_by) } : null;
}

/** For hosts: who waits now, or null where the person waits no more. */
async function waitingFrame(db: Db, { communityId, payload }: Fact): Promise<Frame> {
  const personId = payload['personId'] as string;
  const row = await db
    .selectFrom('waiting')
    .selectAll()
    .where('community_id', '=', communityId)
    .where('person_id', '=', personId)
    .executeTakeFirst();
  const [waiting = null] = await waitingViews(db, row ? [row] : []);
  return { view: { personId, waiting }, audience: await hostsOf(db, communityId) };
}
