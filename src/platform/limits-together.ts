import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Store } from './db/index.ts';
import { CLOCKS_APART_MS, isOver, refuseUntil } from './limits.ts';
import type { CountTogether, Use } from './limits.ts';

const MOST_REFUSED = 10_000;

/** Counts in the database, for all processes; whoever was refused is not counted again until they may come back. */
export function countTogether(store: Store): CountTogether {
  const refused = new Map<string, number>();

  function refuse(key: string, until: number, now: number): void {
    if (refused.size >= MOST_REFUSED) for (const [one, over] of refused) if (over <= now) refused.delete(one);
    if (refused.size < MOST_REFUSED) refused.set(key, until);
    refuseUntil(until, now);
  }

  return async (uses, now) => {
    const counted = uses.map((use) => ({ ...use, key: hashOf(use.key) }));
    for (const { key, limit } of counted) {
      const until = refused.get(key);
      if (until !== undefined && !isOver(until, limit, now)) refuseUntil(until, now);
    }
    const taken = await take(store, counted, now);
    for (const { key, limit } of counted) {
      const { used, until } = taken.get(key)!;
      if (used > limit.times) refuse(key, until, now);
    }
  };
}

/** Forgets what is over. */
export async function sweepLimits(store: Store, now: number): Promise<void> {
  await store.write((db) => db.deleteFrom('limit_use').where('until', '<=', now).execute());
}

/** Who did what from where is not to be read in the database. */
const hashOf = (key: string) => createHash('sha256').update(key).digest('base64url');

interface Counted {
  key: string;
  until: number;
  used: number;
}

/** In one order everywhere, so that two processes never wait for each other. */
async function take(store: Store, uses: Use[], now: number): Promise<Map<string, Counted>> {
  const rows = uses
    .toSorted((one, other) => (one.key < other.key ? -1 : 1))
    .map(({ key, limit }) => sql`(${key}, ${now + limit.seconds * 1000}::bigint, 1)`);
  const over = sql`(limit_use.until <= ${now}::bigint or limit_use.until > excluded.until + ${CLOCKS_APART_MS}::bigint)`;
  const counted = await store.write((db) =>
    sql<Counted>`insert into limit_use (key, until, used) values ${sql.join(rows)}
      on conflict (key) do update set
        used = case when ${over} then 1 else limit_use.used + 1 end,
        until = case when ${over} then excluded.until else limit_use.until end
      returning key, until, used`.execute(db),
  );
  return new Map(counted.rows.map((row) => [row.key, row]));
}
