import type { Db, InsertMany } from '../../platform/db/index.ts';

/**
 * Keeps what came into a room with an archive from looking new: whoever had read all before it came has read all of
 * it. `added` is how many messages came, and nothing else was said since.
 */
export async function markTakenIn(
  db: Db,
  many: InsertMany,
  room: { communityId: string; conversationId: string; added: number },
  members: () => Promise<string[]>,
): Promise<void> {
  const { communityId: community_id, conversationId: conversation_id, added } = room;
  const { last_number: after } = await db
    .selectFrom('conversation')
    .select('last_number')
    .where('community_id', '=', community_id)
    .where('id', '=', conversation_id)
    .executeTakeFirstOrThrow();
  await db
    .updateTable('reading')
    .set({ read_number: after })
    .where('community_id', '=', community_id)
    .where('conversation_id', '=', conversation_id)
    .where('read_number', '>=', after - added)
    .execute();
  if (after > added) return;
  const rows = (await members()).map((person_id) => ({
    ...{
      community_id,
      person_id,
      conversation_id,
      read_number: after,
      level: 'all',
      following: 1,
      why: 'archive',
      settled: 0,
    },
  }));
  await many(db, 'reading', rows, 'skip');
}
