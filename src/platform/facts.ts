import { prepared } from './db/index.ts';
import type { Db, Tables } from './db/index.ts';

/** The stored record that something happened. It names what changed and holds no text of people. */
export interface Fact {
  communityId: string;
  /** Rises by one per community, without gaps, in the order of commits. */
  seq: number;
  /** `noun.happened`, such as `message.sent`. */
  kind: string;
  actorId: string | null;
  conversationId: string | null;
  /** UTC milliseconds. */
  at: number;
  payload: Record<string, unknown>;
}

export type NewFact = Omit<Fact, 'seq' | 'at' | 'actorId' | 'conversationId'> & {
  actorId?: string | null;
  conversationId?: string | null;
};

const takeNumber = prepared((db, given: { communityId: string }) =>
  db
    .insertInto('fact_counter')
    .values({ community_id: given.communityId, seq: 1 })
    .onConflict((conflict) =>
      conflict.column('community_id').doUpdateSet((row) => ({ seq: row('fact_counter.seq', '+', 1) })),
    )
    .returning('seq'),
);

const store = prepared((db, given: Tables['fact']) => {
  const { community_id, seq, kind, actor_id, conversation_id, at, payload } = given;
  return db.insertInto('fact').values({ community_id, seq, kind, actor_id, conversation_id, at, payload });
});

/** Takes the community's next number and stores the fact, in the transaction of the change that it tells of. */
export async function append(db: Db, fact: NewFact, at: number): Promise<Fact> {
  const { seq } = (await takeNumber(db, fact))[0]!;
  const stored = { actorId: null, conversationId: null, ...fact, seq, at };
  const { communityId, kind, actorId, conversationId, payload } = stored;
  const row = { community_id: communityId, actor_id: actorId, conversation_id: conversationId };
  await store(db, { ...row, seq, kind, at, payload: JSON.stringify(payload) });
  return stored;
}
