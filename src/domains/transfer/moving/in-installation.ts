import { isInstallation, refuseUnfinished } from '../../../platform/copies/index.ts';
import type { Place } from '../../../platform/copies/index.ts';
import { isNotThereYet, openStore } from '../../../platform/db/index.ts';
import type { Store } from '../../../platform/db/index.ts';

/**
 * Works with the database of an installation that is all there, whether its house is open or not. Throws what `nothing`
 * makes where there is none, and unavailable where only a part of one has arrived.
 */
export async function inInstallation<T>(
  place: Place,
  nothing: () => Error,
  work: (store: Store) => Promise<T>,
): Promise<T> {
  if (isNotThereYet(place)) throw nothing();
  const store = openStore(place);
  try {
    if (!(await isInstallation(store))) throw nothing();
    await refuseUnfinished(store);
    return await work(store);
  } finally {
    await store.close();
  }
}

/** What is said where there is none, of what cannot be done then. */
export const noInstallation = ({ databaseUrl, dataDir }: Place, done: string): string =>
  databaseUrl
    ? `There is no installation in this database that could be ${done}. Set DATABASE_URL as the running Kith has it.`
    : `There is no installation in ${dataDir} that could be ${done}. Set DATA_DIR as the running Kith has it.`;
