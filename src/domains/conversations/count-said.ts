import type { Db } from '../../platform/db/index.ts';

/** How many messages each of these people has said in a community, where there are any. */
export async function countSaid(db: Db, communityId: string, people: string[]): Promise<Map<string, number>> {
  if (people.length === 0) return new Map();
  const rows = await db
    .selectFrom('message')
    .select((row) => ['author_id', row.fn.countAll<number | string>().as('count')])
    .where('community_id', '=', communityId)
    .where('author_id', 'in', people)
    .groupBy('author_id')
    .execute();
  return new Map(rows.map((row) => [row.author_id!, Number(row.count)]));
}
