import { createHash } from 'node:crypto';
import type { Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import tar from 'tar-stream';
import type { KithError } from '../../../platform/errors.ts';
import { invalid, isKithError } from '../../../platform/errors.ts';

/** A file in an archive. Whoever reads the archive reads its content to the end before the next. */
export interface ArchiveEntry {
  name: string;
  size: number;
  content: AsyncIterable<Uint8Array>;
  /** The SHA-256 of its content, once that has been read. */
  sha256(): string;
}

/** The files of a gzipped tar, one after another. Throws invalid on what is damaged, cut off, or no plain file. */
export async function* readArchive(
  path: string,
  watch: (bytesRead: number) => void,
): AsyncIterable<ArchiveEntry> {
  const source = createReadStream(path);
  const extract = tar.extract();
  const read = pipeline(source, createGunzip(), extract as unknown as NodeJS.WritableStream);
  read.catch(() => undefined); // Told to whoever reads the entries.
  try {
    for await (const entry of extract) {
      const { name, size, type } = entry.header;
      if (type !== 'file') throw refusal(`${shown(name)} in it is a ${type}, which no backup has`);
      const digest = createHash('sha256');
      yield {
        name,
        size,
        content: digested(entry as unknown as AsyncIterable<Uint8Array>, digest, path),
        sha256: () => digest.digest('hex'),
      };
      watch(source.bytesRead);
    }
    await read;
  } catch (error) {
    throw refusalOf(error as NodeJS.ErrnoException, path);
  } finally {
    source.destroy();
  }
}

async function* digested(content: AsyncIterable<Uint8Array>, digest: Hash, path: string) {
  try {
    for await (const chunk of content) {
      digest.update(chunk);
      yield chunk;
    }
  } catch (error) {
    throw refusalOf(error as NodeJS.ErrnoException, path);
  }
}

/** All of an entry at once. Throws invalid where it is larger than that. */
export async function whole(entry: ArchiveEntry, most: number): Promise<Buffer> {
  if (entry.size > most) throw refusal(`${shown(entry.name)} in it is too large`);
  const chunks: Uint8Array[] = [];
  for await (const chunk of entry.content) chunks.push(chunk);
  return Buffer.concat(chunks);
}

export const refusal = (why: string): KithError =>
  invalid('file', 'bad-backup', `This is no whole backup: ${why}.`);

const LONGEST_SHOWN = 80;

/** Names in a strange archive may be anything. */
export const shown = (name: string) => JSON.stringify(name.slice(0, LONGEST_SHOWN));

function refusalOf(error: NodeJS.ErrnoException, path: string): Error {
  if (isKithError(error)) return error;
  const { code = '', message } = error;
  if (['ENOENT', 'EACCES', 'EPERM', 'EISDIR', 'ENOTDIR'].includes(code))
    return invalid('file', 'not-readable', `There is no file ${path}, or it may not be read.`);
  if (code === 'Z_BUF_ERROR' || message === 'Unexpected end of data') return refusal('it is cut off');
  if (code.startsWith('Z_')) return refusal('it is damaged, or not a .tar.gz');
  if (/^(Invalid|Unknown|Header)/.test(message)) return refusal('it is damaged, or no archive of files');
  return error;
}
