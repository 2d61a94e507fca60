import { existsSync } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from '../../../../platform/folders.ts';
import { DRAFTS, nameOfBackup } from '../make-backup.ts';

/** Told apart from those that people make by the command. */
export const scheduledName = (now: number) => nameOfBackup(now).replace('kith-', 'kith-scheduled-');

const SCHEDULED = /^kith-scheduled-[\d-]+T[\d-]+Z\.tar\.gz$/;

/** Removes the oldest beyond `keep` of these, which the house has made itself; what else lies there is left alone. */
export async function removeOld(
  folder: string,
  made: string[],
  keep: number,
): Promise<{ names: string[]; removed: string[] }> {
  const there = made.filter((name) => SCHEDULED.test(name) && existsSync(join(folder, name)));
  const names = there.slice(-keep);
  const removed = there.slice(0, -keep);
  for (const name of removed) await rm(join(folder, name));
  return { names, removed };
}

const FORGOTTEN_MS = 86_400_000;

/** Removes what backups that were killed have left, once nothing has been written into it for a day. */
export async function sweepDrafts(folder: string, now: number): Promise<void> {
  makeFolder(folder, 0o700);
  const entries = await readdir(folder, { withFileTypes: true });
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (!entry.isDirectory() || !entry.name.startsWith(DRAFTS)) continue;
    if (now - (await lastWritten(path)) > FORGOTTEN_MS) await rm(path, { recursive: true, force: true });
  }
}

async function lastWritten(folder: string): Promise<number> {
  const paths = [folder, ...(await readdir(folder)).map((name) => join(folder, name))];
  const times = await Promise.all(paths.map(async (path) => (await stat(path)).mtimeMs));
  return Math.max(...times);
}
