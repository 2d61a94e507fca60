import type { Context } from '../../platform/act.ts';
import type { Db } from '../../platform/db/index.ts';
import { conflict, notFound } from '../../platform/errors.ts';
import { takeTurn } from '../../platform/facts.ts';
import type { Standing } from './access.ts';
import type { Role } from './community.ts';
import { loadMembership } from './membership.ts';
import type { Membership } from './membership.ts';
import type { CommunityRow, MemberRow } from './tables.ts';

/** Takes the community's row until the transaction ends, so that those who come and go are taken one after another. */
export async function holdCommunity(db: Db, communityId: string): Promise<CommunityRow | undefined> {
  await takeTurn(db, communityId);
  return db
    .updateTable('community')
    .set((row) => ({ member_count: row.ref('member_count') }))
    .where('id', '=', communityId)
    .returningAll()
    .executeTakeFirst();
}

/** The viewer's membership, as it is while the community is held. */
export async function holdMembership(context: Context, communityId: string): Promise<Membership & Standing> {
  await loadMembership(context, communityId);
  await holdCommunity(context.db, communityId);
  const membership = await loadMembership(context, communityId);
  const hostCount = (await hostsOf(context.db, communityId)).size;
  return { ...membership, hostCount, memberCount: membership.community.member_count };
}

/** The community that has this address; for whoever runs the installation, not for visitors. */
export async function communityAt(db: Db, slug: string): Promise<CommunityRow | undefined> {
  return db.selectFrom('community').selectAll().where('slug', '=', slug).executeTakeFirst();
}

/** Throws conflict where another community has this address. */
export async function refuseTaken(db: Db, slug: string): Promise<void> {
  if (await communityAt(db, slug)) throw slugTaken();
}

export const slugTaken = () =>
  conflict('slug-taken', 'Another community has this address. Choose a different one.', 'slug');

/** The people who run a community. */
export async function hostsOf(db: Db, communityId: string): Promise<Set<string>> {
  const rows = await db
    .selectFrom('member')
    .select('person_id')
    .where('community_id', '=', communityId)
    .where('role', '=', 'host')
    .execute();
  return new Set(rows.map((row) => row.person_id));
}

export async function findMember(
  db: Db,
  communityId: string,
  personId: string,
): Promise<MemberRow | undefined> {
  return db
    .selectFrom('member')
    .selectAll()
    .where('community_id', '=', communityId)
    .where('person_id', '=', personId)
    .executeTakeFirst();
}

export async function loadMember(db: Db, communityId: string, personId: string): Promise<MemberRow> {
  const row = await findMember(db, communityId, personId);
  if (!row) throw notFound();
  return row;
}

/** Brings somebody in if there is room; false when the community is full. */
export async function addMember(db: Db, member: MemberRow): Promise<boolean> {
  await takeTurn(db, member.community_id);
  const counted = await db
    .updateTable('community')
    .set((row) => ({ member_count: row('member_count', '+', 1) }))
    .where('id', '=', member.community_id)
    .where('member_count', '<', (row) => row.ref('size_limit'))
    .returning('id')
    .executeTakeFirst();
  if (counted) await db.insertInto('member').values(member).execute();
  return counted !== undefined;
}

/** Takes somebody out. What they said stays; their greetings and open invites end. */
export async function dropMember(db: Db, communityId: string, personId: string, now: number): Promise<void> {
  await db
    .deleteFrom('member')
    .where('community_id', '=', communityId)
    .where('person_id', '=', personId)
    .execute();
  await db
    .updateTable('community')
    .set((row) => ({ member_count: row('member_count', '-', 1) }))
    .where('id', '=', communityId)
    .execute();
  await db
    .deleteFrom('greeting')
    .where('community_id', '=', communityId)
    .where('person_id', '=', personId)
    .execute();
  await db
    .updateTable('invite')
    .set({ revoked_at: now })
    .where('community_id', '=', communityId)
    .where('invited_by', '=', personId)
    .where('revoked_at', 'is', null)
    .execute();
}

export async function setRole(db: Db, communityId: string, personId: string, role: Role): Promise<void> {
  await db
    .updateTable('member')
    .set({ role })
    .where('community_id', '=', communityId)
    .where('person_id', '=', personId)
    .execute();
}

/** The reason for which a host removed somebody; null for who may come. */
export async function whyRemoved(db: Db, communityId: string, personId: string): Promise<string | null> {
  const removal = await db
    .selectFrom('removal')
    .select('reason')
    .where('community_id', '=', communityId)
    .where('person_id', '=', personId)
    .executeTakeFirst();
  return removal?.reason ?? null;
}
