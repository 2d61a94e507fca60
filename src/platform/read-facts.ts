import { prepared, preparedList } from './db/index.ts';
import type { Db } from './db/index.ts';
import type { Fact } from './facts.ts';

const after = prepared((db, given: { communityId: string; seq: number; limit: number }) =>
  db
    .selectFrom('fact')
    .selectAll()
    .where('community_id', '=', given.communityId)
    .where('seq', '>', given.seq)
    .orderBy('seq')
    .limit(given.limit),
);

/** The facts of a community after a cursor, oldest first. */
export async function readAfter(db: Db, communityId: string, seq: number, limit: number): Promise<Fact[]> {
  const rows = await after(db, { communityId, seq, limit });
  return rows.map((row) => ({
    communityId: row.community_id,
    seq: row.seq,
    kind: row.kind,
    actorId: row.actor_id,
    conversationId: row.conversation_id,
    at: row.at,
    payload: JSON.parse(row.payload) as Record<string, unknown>,
  }));
}

const counter = prepared((db, given: { communityId: string }) =>
  db.selectFrom('fact_counter').select('seq').where('community_id', '=', given.communityId),
);

/** The number of the community's newest fact; 0 when it has none. */
export async function newestSeq(db: Db, communityId: string): Promise<number> {
  const [row] = await counter(db, { communityId });
  return row?.seq ?? 0;
}

const counters = preparedList((db, _given, ids: string[]) =>
  db.selectFrom('fact_counter').select(['community_id', 'seq']).where('community_id', 'in', ids),
);

/** The numbers of the newest facts of many communities, asked at once. */
export async function newestSeqs(db: Db, communityIds: string[]): Promise<Map<string, number>> {
  const rows = await counters(db, {}, communityIds);
  return new Map(rows.map((row) => [row.community_id, row.seq]));
}
