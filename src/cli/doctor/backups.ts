import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { lastBackup } from '../../domains/transfer/index.ts';
import type { Config } from '../../platform/config.ts';
import type { Store } from '../../platform/db/index.ts';
import { mend, ok } from './finding.ts';
import type { Finding } from './finding.ts';

/** Backups, where they are configured: the last one has worked, is there, and is not old. */
export async function lookAtBackups(store: Store, { backups }: Config): Promise<Finding[]> {
  return backups ? [judged(await lastBackup(store), backups, Date.now())] : [];
}

type Last = Awaited<ReturnType<typeof lastBackup>>;

function judged(
  { made, failed }: Last,
  { folder, everyMs }: NonNullable<Config['backups']>,
  now: number,
): Finding {
  const when = (at: number) => new Date(at).toISOString().slice(0, 16).replace('T', ' ');
  if (failed && failed.at >= (made?.at ?? 0)) {
    const since = made ? `; the last good one is of ${when(made.at)}` : '';
    const todo = `Is ${folder} there, with room, and does it belong to the account that runs Kith?`;
    return mend('backups', `that of ${when(failed.at)} failed: ${failed.why}${since}`, todo);
  }
  if (!made) return ok('backups', 'none yet; Kith makes the first one soon after it has started');
  if (now - made.at > 2 * everyMs)
    return mend(
      'backups',
      `the last one is of ${when(made.at)}, which is old`,
      'Start Kith: it makes them while it runs.',
    );
  if (!existsSync(join(folder, made.name)))
    return mend(
      'backups',
      `${made.name} is not in ${folder} any more`,
      `Put it back, or call \`kith backup\`.`,
    );
  return ok('backups', `the last one is of ${when(made.at)}`);
}
