import { join } from 'node:path';
import type { Config } from '../../../../platform/config.ts';
import type { Claims, Store } from '../../../../platform/db/index.ts';
import { dutyOf } from '../../../../platform/duty.ts';
import { isKithError } from '../../../../platform/errors.ts';
import { every } from '../../../../platform/every.ts';
import { traceOf } from '../../../../platform/log.ts';
import type { Log } from '../../../../platform/log.ts';
import { backupInProcess } from './backup-in-process.ts';
import { isDue, keepRecord, readRecord } from './record.ts';
import { removeOld, scheduledName } from './rotate.ts';

export interface BackupNeeds {
  store: Store;
  config: Config;
  log: Log;
  clock: () => number;
}

const LOOK_MS = 20_000;

/** Makes backups from time to time as configured, one process for all; `close` interrupts one that is under way. */
export function keepBackups(
  needs: BackupNeeds & { claims: Claims },
  lookMs = LOOK_MS,
): { close(): Promise<void> } {
  if (!needs.config.backups) return { close: () => Promise.resolve() };
  const stop = new AbortController();
  // Whoever takes this up after another one has died finds no trace of what that was at, and begins anew.
  const duty = dutyOf(needs.claims, 'backups', () => Promise.resolve());
  let underWay: Promise<unknown> = Promise.resolve();
  const look = async () => {
    if ((await duty.isMine()) && !stop.signal.aborted) await (underWay = backUpWhenDue(needs, stop.signal));
  };
  const stopLooking = every(lookMs, needs.log, look);
  return {
    async close() {
      stopLooking();
      stop.abort();
      await underWay.catch(() => undefined); // Logged by whoever began it.
    },
  };
}

/** Makes the next backup if it is time, and removes those that are beyond the number to keep. Whether one was made. */
export async function backUpWhenDue(needs: BackupNeeds, stop: AbortSignal): Promise<boolean> {
  const { store, config, log, clock } = needs;
  const { folder, everyMs, keep } = config.backups!;
  const record = await readRecord(store);
  const at = clock();
  if (!isDue(record, everyMs, at)) return false;
  const name = scheduledName(at);
  try {
    const made = await backupInProcess(config, join(folder, name), stop);
    if (!made) return false;
    log.info('backup made', { name, bytes: made.bytes, files: made.files.count });
    const { names, removed } = await removeOld(folder, [...record.names, name], keep);
    if (removed.length) log.info('old backups removed', { names: removed });
    await keepRecord(store, { made: { at, name, bytes: made.bytes }, failed: null, names });
    return true;
  } catch (error) {
    log.error('backup failed', traceOf(error));
    await keepRecord(store, { ...record, failed: { at, why: reasonOf(error) } });
    return false;
  }
}

/** What may be told of it: a message of the system names paths and codes, none of what people wrote. */
function reasonOf(error: unknown): string {
  if (isKithError(error) || (error as NodeJS.ErrnoException).syscall) return (error as Error).message;
  return traceOf(error).error;
}
