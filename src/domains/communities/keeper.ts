import type { Db, Store } from '../../platform/db/index.ts';
import { forbidden, KithError } from '../../platform/errors.ts';
import { append } from '../../platform/facts.ts';
import { findAccount, personCards } from '../accounts/index.ts';
import type { PersonCard } from '../accounts/index.ts';
import type { CommunityView, MemberView, Role } from './community.ts';
import { communityAt, findMember, holdCommunity, hostsOf, setRole } from './store.ts';
import type { CommunityRow, MemberRow } from './tables.ts';
import { charterViewOf, memberViews } from './views.ts';

/** A community as the keeper of the installation sees it from the command line. */
export interface KeptCommunity extends Omit<CommunityView, 'role'> {
  hosts: PersonCard[];
}

/** All communities that are not closed, by address. */
export async function listKept(db: Db): Promise<KeptCommunity[]> {
  const rows = await db.selectFrom('community').selectAll().where('closed_at', 'is', null).execute();
  rows.sort((a, b) => (a.slug < b.slug ? -1 : 1));
  return Promise.all(rows.map((row) => keptView(db, row)));
}

/** One community by its address; throws not-found. */
export async function getKept(db: Db, slug: string): Promise<KeptCommunity> {
  return keptView(db, await loadBySlug(db, slug));
}

/** All members of a community, the first to join first; throws not-found where there is none by this address. */
export async function listKeptMembers(db: Db, slug: string): Promise<MemberView[]> {
  const { id } = await loadBySlug(db, slug);
  const rows = await db
    .selectFrom('member')
    .selectAll()
    .where('community_id', '=', id)
    .orderBy('joined_at')
    .orderBy('person_id')
    .execute();
  return memberViews(db, id, rows);
}

/**
 * Makes a member host, or a host member, in the name of nobody: for hosts who are gone or who do harm, since hosts
 * cannot remove each other. The last host stays; throws not-found for people who are no members.
 */
export async function setKeptRole(
  store: Store,
  { slug, handle, role }: { slug: string; handle: string; role: Role },
  now: number,
): Promise<MemberView> {
  return store.write(async (db) => {
    const { id: communityId } = await loadBySlug(db, slug);
    const member = await holdMember(db, communityId, handle);
    if (member.role !== role) {
      if (role === 'member') await refuseLastHost(db, member);
      await setRole(db, communityId, member.person_id, role);
      const payload = { personId: member.person_id, role };
      await append(db, { communityId, kind: 'member.role-changed', payload }, now);
    }
    const [view] = await memberViews(db, communityId, [{ ...member, role }]);
    return view!;
  });
}

async function loadBySlug(db: Db, slug: string): Promise<CommunityRow> {
  const row = await communityAt(db, slug);
  if (!row || row.closed_at !== null) throw missing(`There is no community at “${slug}”.`);
  return row;
}

async function keptView(db: Db, row: CommunityRow): Promise<KeptCommunity> {
  const cards = await personCards(db, await hostsOf(db, row.id));
  return { ...charterViewOf(row), hosts: [...cards.values()] };
}

async function holdMember(db: Db, communityId: string, handle: string): Promise<MemberRow> {
  await holdCommunity(db, communityId);
  const account = await findAccount(db, handle);
  const member = account && (await findMember(db, communityId, account.id));
  if (!member) throw missing(`Nobody who goes by “${handle}” is a member there.`);
  return member;
}

async function refuseLastHost(db: Db, { community_id: communityId }: MemberRow): Promise<void> {
  const { size } = await hostsOf(db, communityId);
  if (size === 1) throw forbidden('last-host', 'This is the only host. Appoint another one first.');
}

/** The keeper may know what is missing. */
const missing = (detail: string) => new KithError('not-found', 'not-found', detail);
