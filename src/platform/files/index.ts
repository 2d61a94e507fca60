import { join } from 'node:path';
import type { Log } from '../log.ts';
import { openFileStore } from './folder.ts';
import { openS3FileStore } from './s3.ts';
import type { S3Place } from './s3.ts';
import type { FileStore } from './store.ts';

export { openFileStore } from './folder.ts';
export { fitPicture, isPicture } from './picture.ts';
export type { S3Place } from './s3.ts';
export { serveFile } from './serve.ts';
export { HALF_WRITTEN, isSafeKey } from './store.ts';
export type { FileStore } from './store.ts';

/** Whoever asks is told what goes wrong anyway. */
const UNHEARD = { error: () => undefined };

export interface FilesConfig {
  dataDir: string;
  /** A bucket that keeps the files instead of the data folder. */
  bucket: S3Place | null;
}

/** Opens where the configuration keeps files: a bucket, else the folder `files` in the data folder. */
export const openFiles = (config: FilesConfig, log: Pick<Log, 'error'> = UNHEARD): FileStore =>
  config.bucket ? openS3FileStore(config.bucket, log) : openFilesInFolder(config);

export const openFilesInFolder = ({ dataDir }: Pick<FilesConfig, 'dataDir'>): FileStore =>
  openFileStore(join(dataDir, 'files'));
