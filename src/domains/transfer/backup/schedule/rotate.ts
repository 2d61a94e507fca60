import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { nameOfBackup } from '../make-backup.ts';

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
