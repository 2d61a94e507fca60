import { z } from 'zod';
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
  const row = await store.read
    .selectFrom('setting')
    .select('value')
    .where('key', '=', KEY)
    .executeTakeFirst();
  return row ? shape.parse(JSON.parse(row.value)) : { made: null, failed: null, names: [] };
}

export async function keepRecord(store: Store, record: BackupRecord): Promise<void> {
  const value = JSON.stringify(record);
  await store.write((db) =>
    db
      .insertInto('setting')
      .values({ key: KEY, value })
      .onConflict((clash) => clash.column('key').doUpdateSet({ value }))
      .execute(),
  );
}

const RETRY_MS = 3_600_000;

/** Whether it is time for the next one. After one that failed, an hour is waited. A clock that was set back counts as due. */
export function isDue({ made, failed }: BackupRecord, everyMs: number, now: number): boolean {
  const passed = (at: number, ms: number) => now - at >= ms || now < at;
  if (failed && failed.at >= (made?.at ?? 0)) return passed(failed.at, Math.min(RETRY_MS, everyMs));
  return !made || passed(made.at, everyMs);
}
