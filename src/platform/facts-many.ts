import type { Db, InsertMany } from './db/index.ts';
import type { NewFact } from './facts.ts';

/** Stores many facts of one community at once, in their order, in the transaction of the change that they tell of. */
export async function appendMany(
  db: Db,
  many: InsertMany,
  communityId: string,
  facts: Omit<NewFact, 'communityId'>[],
  at: number,
): Promise<void> {
  if (facts.length === 0) return;
  const { seq: last } = await db
    .insertInto('fact_counter')
    .values({ community_id: communityId, seq: facts.length })
    .onConflict((conflict) =>
      conflict
        .column('community_id')
        .doUpdateSet((row) => ({ seq: row('fact_counter.seq', '+', facts.length) })),
    )
    .returning('seq')
    .executeTakeFirstOrThrow();
  const rows = facts.map((fact, index) => ({
    community_id: communityId,
    seq: last - facts.length + 1 + index,
    kind: fact.kind,
    actor_id: fact.actorId ?? null,
    conversation_id: fact.conversationId ?? null,
    at,
    payload: JSON.stringify(fact.payload),
  }));
  await many(db, 'fact', rows);
}
