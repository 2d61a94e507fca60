import { z } from 'zod';
import { keepSetting, readSetting } from '../../../../platform/db/index.ts';
import type { Store } from '../../../../platform/db/index.ts';

/** What is known of the backups that the house makes by itself, by whichever process. */
export interface BackupRecord {
  made: { at: number; name: string; bytes: number } | null;
  failed: { at: number; why: string } | null;
  /** The names of those that are there, oldest first: these and no others may be removed. */
  names: string[];
}

const shape = z.object({
  made: z.object({ at: z.number(), name: z.string(), bytes: z.number() }).nullable(),
  failed: z.object({ at: z.number(), why: z.string() }).nullable(),
  names: z.array(z.string()),
});

const KEY = 'backups';

/** What the house knows of its own backups. */
export async function readRecord(store: Store): Promise<BackupRecord> {
  const value = await readSetting(store, KEY);
  return value === null ? { made: null, failed: null, names: [] } : shape.parse(JSON.parse(value));
}

export const keepRecord = (store: Store, record: BackupRecord): Promise<void> =>
  keepSetting(store, KEY, JSON.stringify(record));

const RETRY_MS = 3_600_000;

/** Whether it is time for the next one. After one that failed, an hour is waited. A clock that was set back counts as due. */
export function isDue({ made, failed }: BackupRecord, everyMs: number, now: number): boolean {
  const passed = (at: number, ms: number) => now - at >= ms || now < at;
  if (failed && failed.at >= (made?.at ?? 0)) return passed(failed.at, Math.min(RETRY_MS, everyMs));
  return !made || passed(made.at, everyMs);
}
