import { constants } from 'node:fs';
import { open, readdir, rename, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { asAilingDisk } from '../../platform/ailing.ts';
import { conflict, invalid, isKithError } from '../../platform/errors.ts';
import { makeFolder } from '../../platform/folders.ts';

/** A stretch of a file of an archive; a file that is sent whole is one. */
export interface Part {
  /** Where its first byte stands in the file. */
  from: number;
  /** Bytes of the whole file. */
  size: number;
  content: Uint8Array;
}

const MOST_FILES = 20_000;

/** Makes the folder that the files of an archive come into. */
export function makePlace(folder: string): void {
  try {
    makeFolder(folder);
  } catch (error) {
    throw refusalOf(error);
  }
}

/**
 * Puts a part of a file where its earlier parts lie; the file is there whole or not at all. A part that is sent again
 * changes nothing. Throws conflict where an earlier part is missing.
 */
export async function putPart(path: string, part: Part): Promise<void> {
  try {
    makeFolder(dirname(path));
    await write(path, part);
  } catch (error) {
    throw refusalOf(error);
  }
}

/** Drafts have names that no file of an archive may have. */
const draftOf = (path: string) => join(dirname(path), `.${basename(path)}.part`);

async function write(path: string, { from, size, content }: Part): Promise<void> {
  const draft = draftOf(path);
  if (from > (await sizeOf(draft))) {
    if ((await sizeOf(path)) === size) return;
    throw conflict('part-missing', 'The part before this one has not come in. Send the file from its start.');
  }
  const file = await open(draft, constants.O_RDWR | constants.O_CREAT);
  try {
    await file.write(content, 0, content.length, from);
    if (from + content.length < size) return;
    await file.truncate(size);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(draft, path);
}

const sizeOf = async (path: string) => (await stat(path).catch(() => null))?.size ?? 0;

/** What lies in a folder by now, half files included, without what this file has brought so far. */
export async function refuseTooMuch(folder: string, path: string, size: number, most: number): Promise<void> {
  const own = new Set([path, draftOf(path)]);
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !own.has(file));
  let bytes = size;
  for (const file of files) bytes += await sizeOf(file);
  if (files.length < MOST_FILES && bytes <= most) return;
  throw invalid(
    'content',
    'archive-too-large',
    'An archive this large is brought in on the command line: kith import.',
  );
}

/** What the disk says, where it is about what was sent or will pass. */
function refusalOf(error: unknown): unknown {
  if (isKithError(error)) return error;
  const { code } = error as NodeJS.ErrnoException;
  if (code && NAME_CLASHES.has(code))
    return invalid(
      'name',
      'file-clash',
      'Another file of this archive has this name, or one that is a folder in it.',
    );
  return asAilingDisk(error);
}

const NAME_CLASHES = new Set(['ENOTDIR', 'EISDIR', 'EEXIST', 'ENAMETOOLONG', 'ENOTEMPTY', 'EPERM']);
