import type { Context } from '../../platform/act.ts';
import { prepared } from '../../platform/db/index.ts';
import type { Db } from '../../platform/db/index.ts';
import { notFound } from '../../platform/errors.ts';
import type { Role } from './community.ts';
import type { CommunityRow } from './tables.ts';

/** A community as one of its members meets it: the community, and what they are in it. */
export interface Membership {
  communityId: string;
  personId: string;
  role: Role;
  joinedAt: number;
  community: CommunityRow;
}

const findMembership = prepared((db, given: { communityId: string; me: string }) =>
  db
    .selectFrom('member')
    .innerJoin('community', 'community.id', 'member.community_id')
    .selectAll('community')
    .select(['member.role', 'member.joined_at'])
    .where('member.community_id', '=', given.communityId)
    .where('member.person_id', '=', given.me),
);

/** The viewer's membership of a community with the community's row; not-found for everybody else. */
export async function loadMembership(context: Context, communityId: string): Promise<Membership> {
  const [row] = await findMembership(context.db, { communityId, me: context.me });
  if (!row) throw notFound();
  const { role, joined_at: joinedAt, ...community } = row;
  return { communityId, personId: context.me, role: role as Role, joinedAt, community };
}

/** Whether a person is a member. */
export async function isMember(db: Db, communityId: string, personId: string): Promise<boolean> {
  const row = await db
    .selectFrom('member')
    .select('person_id')
    .where('community_id', '=', communityId)
    .where('person_id', '=', personId)
    .executeTakeFirst();
  return row !== undefined;
}

/** The communities that a person is a member of: their ids, always in the same order, as whoever holds them wants. */
export async function communitiesOf(db: Db, personId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('member')
    .select('community_id')
    .where('person_id', '=', personId)
    .orderBy('community_id')
    .execute();
  return rows.map((row) => row.community_id);
}

/** All members: their ids. */
export async function memberIds(db: Db, communityId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('member')
    .select('person_id')
    .where('community_id', '=', communityId)
    .execute();
  return rows.map((row) => row.person_id);
}

/** Which of these people are members: their ids. */
export async function membersAmong(db: Db, communityId: string, personIds: string[]): Promise<Set<string>> {
  if (personIds.length === 0) return new Set();
  const rows = await db
    .selectFrom('member')
    .select('person_id')
    .where('community_id', '=', communityId)
    .where('person_id', 'in', personIds)
    .execute();
  return new Set(rows.map((row) => row.person_id));
}

/** The members who go by these handles: handle to id and name. */
export async function membersByHandle(
  db: Db,
  communityId: string,
  handles: string[],
): Promise<Map<string, { id: string; name: string }>> {
  if (handles.length === 0) return new Map();
  const rows = await db
    .selectFrom('member')
    .innerJoin('person', 'person.id', 'member.person_id')
    .select(['person.handle', 'person.id', 'person.name'])
    .where('member.community_id', '=', communityId)
    .where('person.handle', 'in', handles)
    .execute();
  return new Map(rows.map(({ handle, ...person }) => [handle, person]));
}
