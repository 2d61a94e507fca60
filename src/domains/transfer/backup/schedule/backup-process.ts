import { setPriority } from 'node:os';
import { isKithError } from '../../../../platform/errors.ts';
import { openFiles } from '../../../../platform/files/index.ts';
import { logger, traceOf } from '../../../../platform/log.ts';
import { makeBackup } from '../make-backup.ts';
import type { BackupAnswer, BackupErrand } from './backup-in-process.ts';

const BEHIND_OTHERS = 10;

stepBehind();
const stop = new AbortController();
process.once('disconnect', () => stop.abort());
process.once('message', (errand) => void answer(errand as BackupErrand));

/** Where the system does not let it, it is made all the same. */
function stepBehind(): void {
  try {
    setPriority(BEHIND_OTHERS);
  } catch (error) {
    logger('warn').warn('backup runs beside the house, not behind it', traceOf(error));
  }
}

/** Makes one backup, tells whoever began this process, and ends. */
async function answer(errand: BackupErrand): Promise<void> {
  const files = openFiles(errand);
  const told = { watch: () => undefined, interrupted: () => stop.signal.aborted, clock: Date.now };
  const said = await makeBackup(errand, files, errand.file, told).then(
    (made): BackupAnswer => ({ made }),
    (error: unknown): BackupAnswer => ({ failed: described(error as NodeJS.ErrnoException) }),
  );
  if (process.connected) process.send!(said, () => process.disconnect());
}

function described(error: NodeJS.ErrnoException) {
  if (isKithError(error)) return { kind: error.kind, reason: error.reason, message: error.message };
  const { message, code, syscall } = error;
  return { kind: null, reason: 'fault', message, ...(code ? { code } : {}), ...(syscall ? { syscall } : {}) };
}
