import type { Writing } from '../../platform/act.ts';
import type { Db } from '../../platform/db/index.ts';
import { forbidden } from '../../platform/errors.ts';
import { closeDown } from './close.ts';
import { communitiesOf } from './membership.ts';
import { dropMember, findMember, holdCommunity, hostsOf } from './store.ts';
import type { CommunityRow } from './tables.ts';
import { endWaiting } from './waiting-store.ts';

type Inside = Pick<Writing, 'db' | 'now' | 'announce'>;

/** Takes somebody out of all communities whose account is erased; throws where they are the only host of others. */
export async function part(inside: Inside, gone: { personId: string; email: string }): Promise<void> {
  const { db } = inside;
  for (const communityId of await communitiesOf(db, gone.personId))
    await partFrom(inside, communityId, gone.personId);
  for (const communityId of await waitingFor(db, gone.personId))
    await endWaiting(inside, communityId, gone.personId);
  await forgetKindness(inside, gone.personId);
  await db.deleteFrom('removal').where('person_id', '=', gone.personId).execute();
  await db.deleteFrom('invite').where('email', '=', gone.email).execute();
}

/** Tells the members of a person's communities that the person has another name, picture or words about themselves. */
export async function noticeChange({ db, announce }: Inside, personId: string): Promise<void> {
  for (const communityId of await communitiesOf(db, personId))
    await announce({ communityId, kind: 'member.changed', payload: { personId } });
}

/** Those whom they greeted or invited are shown without them from now on. */
async function forgetKindness({ db, announce }: Inside, personId: string): Promise<void> {
  const greeted = await db
    .deleteFrom('greeting')
    .where('greeted_by', '=', personId)
    .returning(['community_id', 'person_id'])
    .execute();
  const invited = await db
    .updateTable('member')
    .set({ invited_by: null })
    .where('invited_by', '=', personId)
    .returning(['community_id', 'person_id'])
    .execute();
  const shown = new Map([...greeted, ...invited].map((row) => [`${row.community_id} ${row.person_id}`, row]));
  for (const { community_id: communityId, person_id } of shown.values())
    await announce({ communityId, kind: 'member.changed', payload: { personId: person_id } });
}

async function waitingFor(db: Db, personId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('waiting')
    .select('community_id')
    .where('person_id', '=', personId)
    .execute();
  return rows.map((row) => row.community_id);
}

async function partFrom(inside: Inside, communityId: string, personId: string): Promise<void> {
  const community = await holdCommunity(inside.db, communityId);
  const member = await findMember(inside.db, communityId, personId);
  if (!community || !member) return;
  if (community.member_count === 1) return closeDown(inside, communityId);
  const hosts = await hostsOf(inside.db, communityId);
  if (hosts.size === 1 && hosts.has(personId)) throw noOtherHost(community);
  await dropMember(inside.db, communityId, personId, inside.now);
  await inside.announce({ communityId, kind: 'member.left', payload: { personId } });
}

const noOtherHost = ({ name }: CommunityRow) =>
  forbidden('no-other-host', `“${name}” has members and no other host. Hand over to someone there first.`);
