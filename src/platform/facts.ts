import { prepared, together } from './db/index.ts';
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

/**
 * Waits until nobody else changes this community, and keeps it so until the end of the transaction: for what is not
 * written in turn from its begin, and takes rows of the community that others take after its counter.
 */
export async function takeTurn(db: Db, communityId: string): Promise<void> {
  await db
    .updateTable('fact_counter')
    .set((row) => ({ seq: row.ref('seq') }))
    .where('community_id', '=', communityId)
    .execute();
}

const countOn = prepared((db, given: { communityId: string }) =>
  db
    .insertInto('fact_counter')
    .values({ community_id: given.communityId, seq: 1 })
    .onConflict((conflict) =>
      conflict.column('community_id').doUpdateSet((row) => ({ seq: row('fact_counter.seq', '+', 1) })),
    ),
);

type Told = Omit<Tables['fact'], 'seq'>;

/** Under the number that the counter has come to, so that nobody has to be told it in between. */
const store = prepared((db, given: Told) =>
  db
    .insertInto('fact')
    .columns(['community_id', 'seq', 'kind', 'actor_id', 'conversation_id', 'at', 'payload'])
    .expression((from) =>
      from
        .selectFrom('fact_counter')
        .select((row) => [
          row.ref('community_id').as('community_id'),
          row.ref('seq').as('seq'),
          row.val(given.kind).as('kind'),
          row.val(given.actor_id).as('actor_id'),
          row.val(given.conversation_id).as('conversation_id'),
          row.val(given.at).as('at'),
          row.val(given.payload).as('payload'),
        ])
        .where('community_id', '=', given.community_id),
    ),
);

/** Takes the community's next number and stores the fact, in the transaction of the change that it tells of. */
export async function append(db: Db, fact: NewFact, at: number): Promise<void> {
  const { communityId, kind, actorId = null, conversationId = null, payload } = fact;
  const row = { community_id: communityId, actor_id: actorId, conversation_id: conversationId };
  await together([countOn(db, fact), store(db, { ...row, kind, at, payload: JSON.stringify(payload) })]);
}
