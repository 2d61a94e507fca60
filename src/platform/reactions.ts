import { claimWithin } from './db/index.ts';
import type { Db, Store } from './db/index.ts';
import { readAfter } from './read-facts.ts';
import type { Fact, NewFact } from './facts.ts';
import { traceOf } from './log.ts';
import type { Log } from './log.ts';

const BATCH = 200;
/** How often and after which time a process asks again for what another one is at. */
const ASKS = 20;
const ASK_AGAIN_MS = 50;

/** What a domain does when facts of others arrive: at least once, in order, so it must be idempotent. */
export interface Reaction {
  name: string;
  to: string[];
  on(db: Db, fact: Fact): Promise<void>;
}

/**
 * Runs reactions one at a time for each community, whichever process does. One that goes wrong holds up no other, and
 * is done again at the next fact, at `catchUp`, or at the next start; so is what another process is at for too long.
 */
export function reactor(store: Store, reactions: Reaction[], log: Log) {
  const under = new Map<string, Promise<unknown>>();

  function to(communityId: string): void {
    const before = under.get(communityId) ?? Promise.resolve();
    const now = before
      .then(() => react(store, reactions, communityId, log))
      .finally(() => under.get(communityId) === now && under.delete(communityId));
    under.set(communityId, now);
  }

  const wanted = new Set(reactions.flatMap((reaction) => reaction.to));

  return {
    /** Takes up what was announced. Facts that nobody reacts to cost no write: cursors pass them by later. */
    hear(facts: NewFact[]): void {
      const concerned = facts.filter((fact) => wanted.has(fact.kind));
      for (const communityId of new Set(concerned.map((fact) => fact.communityId))) to(communityId);
    },
    to,
    /** Takes up what a crash or a failure has left undone. */
    catchUp: async () => (await communitiesBehind(store, reactions)).forEach(to),
    /** How many facts wait to be reacted to, and since when the oldest of them does. */
    behind: () => factsBehind(store.read, reactions),
    settled: async () => void (await Promise.all(under.values())),
  };
}

export type Reactor = ReturnType<typeof reactor>;

/** Runs each reaction from its stored cursor over what a community has announced since. */
async function react(store: Store, reactions: Reaction[], communityId: string, log: Log): Promise<void> {
  for (const reaction of reactions) {
    try {
      await toTheEnd(() => step(store, reaction, communityId));
    } catch (error) {
      log.error('reaction failed', { reaction: reaction.name, communityId, ...traceOf(error) });
    }
  }
}

async function factsBehind(db: Db, reactions: Reaction[]): Promise<{ facts: number; since: number | null }> {
  const found = await Promise.all(
    reactions.map(({ name, to }) =>
      db
        .selectFrom('fact_counter')
        .leftJoin('reaction_cursor', (join) =>
          join
            .onRef('reaction_cursor.community_id', '=', 'fact_counter.community_id')
            .on('reaction_cursor.name', '=', name),
        )
        .innerJoin('fact', (join) =>
          join
            .onRef('fact.community_id', '=', 'fact_counter.community_id')
            .on((on) => on('fact.seq', '>', on.fn.coalesce('reaction_cursor.seq', on.lit(0)))),
        )
        .where('fact.kind', 'in', to)
        .select((row) => [row.fn.countAll<number>().as('facts'), row.fn.min('fact.at').as('since')])
        .executeTakeFirstOrThrow(),
    ),
  );
  const waits = found.filter(({ facts }) => Number(facts) > 0);
  const since = waits.length ? Math.min(...waits.map((one) => one.since)) : null;
  return { facts: waits.reduce((sum, one) => sum + Number(one.facts), 0), since };
}

type Step = 'more' | 'done' | 'taken';

/** Somebody else may be at it who has not read the newest fact; so what is taken is asked for again. */
async function toTheEnd(next: () => Promise<Step>): Promise<void> {
  for (let asked = 0; asked < ASKS;) {
    const went = await next();
    if (went === 'done') return;
    if (went === 'more') continue;
    asked++;
    await new Promise((soon) => setTimeout(soon, ASK_AGAIN_MS));
  }
}

/** Communities in which some reaction lags behind. */
async function communitiesBehind(store: Store, reactions: Reaction[]): Promise<string[]> {
  const behind = new Set<string>();
  for (const { name } of reactions) {
    const rows = await store.read
      .selectFrom('fact_counter')
      .leftJoin('reaction_cursor', (join) =>
        join.onRef('reaction_cursor.community_id', '=', 'fact_counter.community_id').on('name', '=', name),
      )
      .select('fact_counter.community_id')
      .where((row) => row('fact_counter.seq', '>', row.fn.coalesce('reaction_cursor.seq', row.lit(0))))
      .execute();
    for (const row of rows) behind.add(row.community_id);
  }
  return [...behind];
}

async function step(store: Store, reaction: Reaction, communityId: string): Promise<Step> {
  const after = await cursor(store.read, reaction.name, communityId);
  if ((await readAfter(store.read, communityId, after, 1)).length === 0) return 'done';
  return store.write(async (db) => {
    if (!(await claimWithin(store.engine, db, `${reaction.name} ${communityId}`))) return 'taken';
    const facts = await readAfter(db, communityId, await cursor(db, reaction.name, communityId), BATCH);
    for (const fact of facts) if (reaction.to.includes(fact.kind)) await reaction.on(db, fact);
    const last = facts.at(-1);
    if (last) await moveCursor(db, reaction.name, communityId, last.seq);
    return facts.length === BATCH ? 'more' : 'done';
  }, communityId);
}

async function cursor(db: Db, name: string, communityId: string): Promise<number> {
  const row = await db
    .selectFrom('reaction_cursor')
    .select('seq')
    .where('community_id', '=', communityId)
    .where('name', '=', name)
    .executeTakeFirst();
  return row?.seq ?? 0;
}

async function moveCursor(db: Db, name: string, communityId: string, seq: number): Promise<void> {
  await db
    .insertInto('reaction_cursor')
    .values({ name, community_id: communityId, seq })
    .onConflict((conflict) => conflict.columns(['community_id', 'name']).doUpdateSet({ seq }))
    .execute();
}
