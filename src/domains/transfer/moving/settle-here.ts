import { sql } from 'kysely';
import { closeArrival } from '../../../platform/copies/index.ts';
import { migrate } from '../../../platform/db/index.ts';
import type { Store } from '../../../platform/db/index.ts';

/** Lets the house open where all has arrived, on statistics that speak of what is in it, in today's shape. */
export async function settleHere(store: Store): Promise<void> {
  await store.write((db) => sql`analyze`.execute(db));
  await closeArrival(store);
  await migrate(store);
}
