import { sql } from 'kysely';
import type { Writing } from '../../platform/act.ts';
import type { Db } from '../../platform/db/index.ts';
import { takeTurn } from '../../platform/facts.ts';
import { communitiesOf } from '../communities/index.ts';
import { emptyMessages, forgetReactions } from './emptying.ts';
import { renewTalkOf } from './renew.ts';

type Inside = Pick<Writing, 'db' | 'now' | 'announce'>;

/** Takes away what conversations hold of somebody whose account is erased, and what they said where they want that. */
export async function part(
  inside: Inside,
  { personId, words }: { personId: string; words: 'stay' | 'go' },
): Promise<void> {
  for (const communityId of await communitiesWithTalk(inside.db)) {
    if (!(await hasTraces(inside.db, communityId, personId))) continue;
    await takeTurn(inside.db, communityId);
    await renewTalkOf(inside.db, communityId, personId);
    if (words === 'go') await emptyMessages(inside, communityId, personId);
    await forgetReactions(inside.db, communityId, personId);
    await forgetMarks(inside.db, communityId, personId);
    await inside.announce({ communityId, kind: 'person.erased', payload: { personId } });
  }
}

/** Lets kept pages of talk be read anew in which somebody appears who looks different from now on. */
export async function noticeChange({ db }: Inside, personId: string): Promise<void> {
  for (const communityId of await communitiesOf(db, personId)) {
    await takeTurn(db, communityId);
    await renewTalkOf(db, communityId, personId);
  }
}

async function communitiesWithTalk(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom('conversation_counter')
    .select('community_id')
    .orderBy('community_id')
    .execute();
  return rows.map((row) => row.community_id);
}

async function hasTraces(db: Db, communityId: string, personId: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 where exists (select 1 from message where community_id = ${communityId} and author_id = ${personId})
      or exists (select 1 from reaction where community_id = ${communityId} and person_id = ${personId})
      or exists (select 1 from participant where community_id = ${communityId} and person_id = ${personId})
      or exists (select 1 from reading where community_id = ${communityId} and person_id = ${personId})
      or exists (select 1 from attachment where community_id = ${communityId} and owner_id = ${personId})`.execute(
    db,
  );
  return rows.length > 0;
}

/** What was uploaded and not sent, what was read, and where they took part: for nobody else. */
async function forgetMarks(db: Db, communityId: string, personId: string): Promise<void> {
  for (const table of ['participant', 'reading', 'mention'] as const) {
    await db
      .deleteFrom(table)
      .where('community_id', '=', communityId)
      .where('person_id', '=', personId)
      .execute();
  }
  await db
    .deleteFrom('attachment')
    .where('community_id', '=', communityId)
    .where('owner_id', '=', personId)
    .where('number', 'is', null)
    .execute();
  await sql`update conversation set direct_of = null where community_id = ${communityId}
    and direct_of is not null and direct_of like ${`%${personId}%`}`.execute(db);
}
