import { statfs } from 'node:fs/promises';
import type { Place } from '../../../platform/copies/index.ts';
import { unavailable } from '../../../platform/errors.ts';
import type { FileStore } from '../../../platform/files/index.ts';

/** Rows take more room in a database than in an archive; what they take there is not known before. */
const GROWTH = 4;

/** Refuses to begin a restoration for which the disk of the data folder has no room; what goes elsewhere does not count. */
export async function refuseNarrow(
  { dataDir, databaseUrl }: Place,
  files: Pick<FileStore, 'here'>,
  archive: { bytes: number; filesBytes: number },
): Promise<void> {
  const ofRows = databaseUrl ? 0 : GROWTH * Math.max(0, archive.bytes - archive.filesBytes);
  const wanted = ofRows + (files.here ? archive.filesBytes : 0);
  const { bavail, bsize } = await statfs(dataDir).catch(() => ({ bavail: Infinity, bsize: 1 }));
  if (wanted > bavail * bsize)
    throw unavailable(
      'no-room',
      `There is not enough room in ${dataDir}: it takes about ${gigabytes(wanted)} GB.`,
    );
}

const gigabytes = (bytes: number) => (bytes / 1024 ** 3).toFixed(1);
