import { addArchiveFile } from './add-archive-file.ts';
import { claimAuthor } from './claim-author.ts';
import { confirmClaim } from './confirm-claim.ts';
import { declineClaim } from './decline-claim.ts';
import { frames } from './facts.ts';
import { openImports } from './imports.ts';
import { listAuthors, listClaims, listImports } from './queries.ts';
import { part } from './part.ts';
import { startImport } from './start-import.ts';

export { stagingPathFor } from './import-archive.ts';
export type { FoundCommunity } from './import-archive.ts';
export { importInWorker } from './import-in-worker.ts';
export { keepBackups } from './backup/schedule/keep-backups.ts';
export { readRecord as lastBackup } from './backup/schedule/record.ts';
export { makeBackup, nameOfBackup } from './backup/make-backup.ts';
export type { Backup } from './backup/make-backup.ts';
export { checkBackup, restoreBackup } from './backup/restore-backup.ts';
export type { Checked, Restored } from './backup/restore-backup.ts';
export { moveHouse } from './moving/move-house.ts';
export type { Moved } from './moving/move-house.ts';
export type { Steps } from './moving/told.ts';
export type { Difference } from '../../platform/copies/index.ts';
export { communityBefore, rememberCommunity } from './placing/sources.ts';
export { secondsLeft, shareDone } from './progress.ts';
export type { Progress } from './progress.ts';
export type { Source } from './record.ts';
export type { Report } from './report.ts';

const importing = [addArchiveFile, startImport, listImports] as const;
const claiming = [claimAuthor, confirmClaim, declineClaim, listAuthors, listClaims] as const;

/** Archives in and out of the house. */
export const transfer = {
  verbs: [...importing, ...claiming] as const,
  reactions: [],
  frames,
  openImports,
  part,
};
