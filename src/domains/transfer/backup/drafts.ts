import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from '../../../platform/folders.ts';

/** Half backups lie in folders whose names begin so; a whole one is renamed out of it. */
const DRAFTS = '.kith-backup-';

/** Lets `work` write into a folder of its own beside where a backup is to lie, which is gone afterwards. */
export async function inDraft<T>(
  folder: string,
  now: number,
  work: (drafts: string) => Promise<T>,
): Promise<T> {
  makeFolder(folder);
  await sweepDrafts(folder, now);
  const drafts = await mkdtemp(join(folder, DRAFTS));
  try {
    return await work(drafts);
  } finally {
    await rm(drafts, { recursive: true, force: true });
  }
}

const FORGOTTEN_MS = 86_400_000;

/**
 * Removes what backups that were killed have left, once nothing has been written into it for a day. What cannot be looked
 * at or removed is another one's: one of another account, or one that ends at this moment. It must not hold up this one.
 */
export async function sweepDrafts(folder: string, now: number): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  for (const entry of entries)
    if (entry.isDirectory() && entry.name.startsWith(DRAFTS))
      await removeForgotten(join(folder, entry.name), now).catch(() => undefined);
}

async function removeForgotten(drafts: string, now: number): Promise<void> {
  if (now - (await lastWritten(drafts)) > FORGOTTEN_MS) await rm(drafts, { recursive: true, force: true });
}

async function lastWritten(folder: string): Promise<number> {
  const paths = [folder, ...(await readdir(folder)).map((name) => join(folder, name))];
  const times = await Promise.all(paths.map(async (path) => (await stat(path)).mtimeMs));
  return Math.max(...times);
}
