import { countAll, differences, openSnapshot, tallyAll } from '../../../platform/copies/index.ts';
import type { Difference, Place, Snapshot, Tallies } from '../../../platform/copies/index.ts';
import { counting } from './told.ts';
import type { Told } from './told.ts';

/** Reads both sides as they are stored now and compares every table; null when it was interrupted. */
export async function compareWith(
  snapshot: Snapshot,
  place: Place,
  told: Told,
): Promise<{ tables: Tallies; differences: Difference[] } | null> {
  const other = await openSnapshot(place);
  try {
    const watch = counting(told, 'comparing', 2 * (await countAll(snapshot)));
    const watching = { watch, interrupted: () => told.interrupted() };
    const tables = await tallyAll(snapshot, watching);
    const found = tables && (await tallyAll(other, watching));
    return found && { tables, differences: differences(tables, found) };
  } finally {
    await other.close();
  }
}
