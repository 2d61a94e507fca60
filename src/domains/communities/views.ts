import type { Db } from '../../platform/db/index.ts';
import { findPeople, personCards } from '../accounts/index.ts';
import type { PersonView } from '../accounts/index.ts';
import type { CommunityView, InviteView, MemberView, Role, WaitingView } from './community.ts';
import type { CommunityRow, InviteRow, MemberRow, WaitingRow } from './tables.ts';

export function charterViewOf(row: CommunityRow): Omit<CommunityView, 'role'> {
  return {
    id: row.id,
    slug: row.slug,
    name: row.name,
    purpose: row.purpose,
    values: JSON.parse(row.community_values) as string[],
    interests: JSON.parse(row.interests) as string[],
    hue: row.hue,
    agreements: JSON.parse(row.agreements) as string[],
    sizeLimit: row.size_limit,
    listed: row.listed === 1,
    createdAt: row.created_at,
    memberCount: row.member_count,
  };
}

export const communityViewOf = (row: CommunityRow, role: string): CommunityView => ({
  ...charterViewOf(row),
  role: role as Role,
});

/** Members of one community as the others see them, in the order given. */
export async function memberViews(db: Db, communityId: string, rows: MemberRow[]): Promise<MemberView[]> {
  const ids = rows.map((row) => row.person_id);
  const people = await findPeople(db, ids);
  const greetings = await greetingsOf(db, communityId, ids);
  const cards = await personCards(db, [
    ...rows.map((row) => row.invited_by),
    ...greetings.map((greeting) => greeting.greeted_by),
  ]);
  const greetersOf = Map.groupBy(greetings, (greeting) => greeting.person_id);
  return rows.flatMap((row) => {
    const person = people.get(row.person_id);
    if (!person) return [];
    const greetedBy = (greetersOf.get(row.person_id) ?? []).flatMap((one) => cards.get(one.greeted_by) ?? []);
    return {
      person: neighbour(person),
      role: row.role as Role,
      joinedAt: row.joined_at,
      introduction: row.introduction,
      invitedBy: cards.get(row.invited_by ?? '') ?? null,
      greetedBy,
    };
  });
}

async function greetingsOf(db: Db, communityId: string, personIds: string[]) {
  if (personIds.length === 0) return [];
  return db
    .selectFrom('greeting')
    .select(['person_id', 'greeted_by'])
    .where('community_id', '=', communityId)
    .where('person_id', 'in', personIds)
    .orderBy('at')
    .orderBy('greeted_by')
    .execute();
}

export async function inviteViews(db: Db, rows: InviteRow[]): Promise<InviteView[]> {
  const cards = await personCards(
    db,
    rows.map((row) => row.invited_by),
  );
  return rows.flatMap((row) => {
    const invitedBy = cards.get(row.invited_by);
    if (!invitedBy) return [];
    return {
      id: row.id,
      email: row.email,
      invitedBy,
      createdAt: row.created_at,
      expiresAt: row.expires_at,
      usesLeft: row.uses_left,
      revokedAt: row.revoked_at,
    };
  });
}

export async function waitingViews(db: Db, rows: WaitingRow[]): Promise<WaitingView[]> {
  const people = await findPeople(
    db,
    rows.map((row) => row.person_id),
  );
  const cards = await personCards(
    db,
    rows.map((row) => row.invited_by),
  );
  return rows.flatMap((row) => {
    const person = people.get(row.person_id);
    if (!person) return [];
    return {
      person: neighbour(person),
      introduction: row.introduction,
      invitedBy: cards.get(row.invited_by ?? '') ?? null,
      since: row.since,
    };
  });
}

function neighbour({
  id,
  handle,
  name,
  picture,
  imported,
  about,
  interests,
}: PersonView): MemberView['person'] {
  return { id, handle, name, picture, imported, about, interests };
}
