import { join } from 'node:path';
import { backup, DatabaseSync } from 'node:sqlite';
import { sqlitePath } from '../db/index.ts';
import { openSnapshot } from './snapshot.ts';
import type { Place, Snapshot } from './snapshot.ts';

const MIGHT_WAIT_MS = 10_000;
/* All at once: between steps a write of another process would make it begin anew, and a busy house never stops. */
const ALL_PAGES = 2 ** 31 - 1;

/**
 * All of a database as it is at this moment, whoever writes meanwhile. Of SQLite a copy is made in `folder` first,
 * which is for whoever called to remove: readers do not hold up writers, and it is read from there.
 */
export async function openMoment(place: Place, folder: string): Promise<Snapshot> {
  if (place.databaseUrl) return openSnapshot(place);
  const copy = join(folder, 'copy.sqlite');
  const source = new DatabaseSync(sqlitePath(place), { readOnly: true, timeout: MIGHT_WAIT_MS });
  try {
    await backup(source, copy, { rate: ALL_PAGES });
  } finally {
    source.close();
  }
  return openSnapshot(place, copy);
}
