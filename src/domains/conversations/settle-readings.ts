import { sql } from 'kysely';
import type { Db, Store } from '../../platform/db/index.ts';
import { forgetReadMentions } from './forget-mentions.ts';
import { inParts } from './in-parts.ts';

export const SILENT_DAYS = 30;
const DAY_MS = 86_400_000;
const SETTLED_AT_ONCE = 50;

type Place = { person_id: string; conversation_id: string };

/**
 * Takes what is read to its end, and in which nobody has said anything for 30 days, out of what is looked at for what is
 * new, and forgets who was named where they have read it. Goes through what is not settled yet alone, and holds a community's turn for some conversations at a time.
 */
export async function settleReadings(store: Store, now: number): Promise<void> {
  const silentSince = now - SILENT_DAYS * DAY_MS;
  for (const communityId of await communitiesWithTalk(store.read)) {
    for await (const ids of conversationsOver(store.read, communityId, silentSince))
      await store.write((db) => settle(db, communityId, ids, silentSince), communityId);
    await forgetReadMentions(store, communityId);
  }
}

async function communitiesWithTalk(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('conversation_counter').select('community_id').execute();
  return rows.map((row) => row.community_id);
}

async function* conversationsOver(
  db: Db,
  communityId: string,
  silentSince: number,
): AsyncGenerator<string[]> {
  const next = (after: Place, most: number) => openReadings(db, communityId, after, most);
  for await (const rows of inParts({ person_id: '', conversation_id: '' }, next)) {
    const over = rows.filter((row) => row.last_at < silentSince && row.last_number <= row.read_number);
    const ids = [...new Set(over.map((row) => row.conversation_id))];
    for (let at = 0; at < ids.length; at += SETTLED_AT_ONCE) yield ids.slice(at, at + SETTLED_AT_ONCE);
  }
}

type OpenReading = Place & { read_number: number; last_number: number; last_at: number };

/** The next readings that are not settled, by an index that holds no others. */
async function openReadings(db: Db, communityId: string, after: Place, most: number): Promise<OpenReading[]> {
  const { rows } = await sql<OpenReading>`
    select reading.person_id, reading.conversation_id, read_number, last_number, last_at
    from reading cross join conversation
    where reading.community_id = ${communityId} and reading.following = 1 and reading.settled = 0
      and (reading.person_id, reading.conversation_id) > (${after.person_id}, ${after.conversation_id})
      and conversation.community_id = reading.community_id and conversation.id = reading.conversation_id
    order by reading.person_id, reading.conversation_id limit ${most}`.execute(db);
  return rows;
}

/** In the community's turn, so that nobody speaks in between; what was said since they were found stays awake. */
async function settle(db: Db, communityId: string, ids: string[], silentSince: number): Promise<void> {
  await db
    .updateTable('conversation')
    .set({ at_rest: 1 })
    .where('community_id', '=', communityId)
    .where('id', 'in', ids)
    .where('last_at', '<', silentSince)
    .where('at_rest', '=', 0)
    .execute();
  await db
    .updateTable('reading')
    .set({ settled: 1 })
    .where('community_id', '=', communityId)
    .where('conversation_id', 'in', ids)
    .where('following', '=', 1)
    .where('settled', '=', 0)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('conversation')
          .select('conversation.id')
          .whereRef('conversation.community_id', '=', 'reading.community_id')
          .whereRef('conversation.id', '=', 'reading.conversation_id')
          .where('conversation.at_rest', '=', 1)
          .whereRef('conversation.last_number', '<=', 'reading.read_number'),
      ),
    )
    .execute();
}
