import { comeSoFar } from '../src/platform/copies/index.ts';
import type { Config } from '../src/platform/config.ts';
import { openStore } from '../src/platform/db/index.ts';

/** Waits until some rows of a table have arrived at a place. */
export async function somethingCame(there: Config, table: string): Promise<void> {
  for (;;) {
    const store = openStore(there);
    const come = await comeSoFar(store, table).catch(() => null);
    await store.close();
    if (come?.rows) return;
    await new Promise((soon) => setTimeout(soon, 10));
  }
}
