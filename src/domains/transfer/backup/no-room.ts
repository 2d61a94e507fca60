import { asAilingDisk, asAilingSqlite } from '../../../platform/ailing.ts';
import { isKithError, unavailable } from '../../../platform/errors.ts';

/** What the system says of the disk where a backup is written, as a refusal that names it; any other error as it is. */
export function asNoRoom(error: unknown, folder: string): unknown {
  if (isKithError(error)) return error;
  const told = asAilingDisk(asAilingSqlite(error));
  if (!isKithError(told)) return error;
  const { path } = error as NodeJS.ErrnoException;
  if (told.reason === 'disk-full') return noRoom(folder);
  // What may not be read of the house has a path too, and is another matter.
  return told.reason === 'read-only' && path?.startsWith(folder) ? notWritable(folder) : error;
}

const noRoom = (folder: string) =>
  unavailable(
    'disk-full',
    `There is not enough room on the disk of ${folder}. The backup has to fit, and while it is made a copy of an SQLite database. Nothing was left there.`,
  );

const notWritable = (folder: string) =>
  unavailable(
    'read-only',
    `${folder} cannot be written to by the account that runs this. Nothing was written.`,
  );
