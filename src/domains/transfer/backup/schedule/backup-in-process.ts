import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { KithError } from '../../../../platform/errors.ts';
import type { ErrorKind } from '../../../../platform/errors.ts';
import type { FilesConfig } from '../../../../platform/files/index.ts';
import type { Backup } from '../make-backup.ts';

/** What the process that makes a backup is told, and what it answers. */
export interface BackupErrand extends FilesConfig {
  databaseUrl: string | null;
  file: string;
}

export type BackupAnswer =
  | { made: Backup | null }
  | { failed: { kind: ErrorKind | null; reason: string; message: string; code?: string; syscall?: string } };

const PROGRAM = fileURLToPath(new URL('./backup-process.ts', import.meta.url));
/** Less than a second, as a house that closes waits for it; what is left of it then is swept later. */
const MIGHT_TAKE_MS = 800;

/** Makes a backup in a process of its own, which takes no time of this one and gives its memory back; null when stopped. */
export async function backupInProcess(
  { databaseUrl, dataDir, bucket }: FilesConfig & { databaseUrl: string | null },
  file: string,
  stop: AbortSignal,
): Promise<Backup | null> {
  const child = fork(PROGRAM, { execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const end = () => {
    if (child.connected) child.disconnect();
    setTimeout(() => child.kill('SIGKILL'), MIGHT_TAKE_MS).unref();
  };
  stop.addEventListener('abort', end);
  try {
    const answered = answerOf(child);
    if (stop.aborted) end();
    else child.send({ databaseUrl, dataDir, bucket, file } satisfies BackupErrand);
    const answer = await answered;
    if (stop.aborted) return null;
    if (!answer) throw new Error('the process that makes the backup ended without a word');
    if ('failed' in answer) throw errorFrom(answer.failed);
    return answer.made;
  } finally {
    stop.removeEventListener('abort', end);
  }
}

/** Resolves once the process has ended; null when it had nothing to say. */
function answerOf(child: ChildProcess): Promise<BackupAnswer | null> {
  let answer: BackupAnswer | null = null;
  return new Promise((resolve, reject) => {
    child.on('message', (message) => (answer = message as BackupAnswer));
    child.on('error', reject); // Where it cannot start, what it was to be told fails as well.
    child.once('exit', () => resolve(answer));
  });
}

function errorFrom({
  kind,
  reason,
  message,
  ...more
}: Extract<BackupAnswer, { failed: unknown }>['failed']): Error {
  return kind ? new KithError(kind, reason, message) : Object.assign(new Error(message), more);
}
