import { lineOf } from './row.ts';
import type { Snapshot } from './snapshot.ts';
import { tallying } from './tally.ts';
import type { Tally } from './tally.ts';

/** By the name of each table. */
export type Tallies = Record<string, Tally>;

/** A table that is not the same on both sides; `null` where it is missing. */
export interface Difference {
  table: string;
  wanted: Tally | null;
  found: Tally | null;
}

interface Watching {
  /** Hears of so many rows more. */
  watch(rows: number): void;
  interrupted(): boolean;
}

/** Reads all of a database and adds up each of its tables; null when it was interrupted. */
export async function tallyAll(
  snapshot: Snapshot,
  { watch, interrupted }: Watching,
): Promise<Tallies | null> {
  const tallies: Tallies = {};
  for (const table of snapshot.tables) {
    const sum = tallying();
    for await (const { rows } of snapshot.rows(table, 'any order')) {
      if (interrupted()) return null;
      for (const row of rows) sum.add(lineOf(row));
      watch(rows.length);
    }
    tallies[table.name] = sum.tally();
  }
  return tallies;
}

/** Which tables differ. */
export function differences(wanted: Tallies, found: Tallies): Difference[] {
  const names = [...new Set([...Object.keys(wanted), ...Object.keys(found)])].sort();
  return names
    .map((table) => ({ table, wanted: wanted[table] ?? null, found: found[table] ?? null }))
    .filter(
      ({ wanted: one, found: other }) => one?.rows !== other?.rows || one?.checksum !== other?.checksum,
    );
}
