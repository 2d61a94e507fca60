import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { Duplex, pipeline } from 'node:stream';
import { constants, createGunzip, createZstdDecompress } from 'node:zlib';
import { ZIPPED } from '../fault.ts';

const CHUNK = 128 * 1024;
/* Pushshift packs with `--long=31`; such a file cannot be opened with a smaller window. */
const WIDEST_ZSTD_WINDOW = 31;

export interface Chunk {
  bytes: Buffer;
  /** Bytes of the file on the disk that were read so far. */
  bytesRead: number;
}

/** The content of an archive file a chunk at a time, unpacked where it is packed, as UTF-8 where it is written in UTF-16. */
export async function* archiveBytes(path: string): AsyncGenerator<Chunk> {
  const unpack = unpacker(path, await beginningOf(path));
  const file = createReadStream(path, { highWaterMark: CHUNK });
  const content = unpack ? pipeline(file, unpack, () => undefined) : file;
  try {
    for await (const bytes of content) yield { bytes: bytes as Buffer, bytesRead: file.bytesRead };
  } finally {
    file.destroy();
  }
}

/** The first four bytes, by which files say of what kind they are. */
async function beginningOf(path: string): Promise<string> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
    return buffer.toString('hex', 0, bytesRead);
  } finally {
    await file.close();
  }
}

function unpacker(path: string, beginning: string) {
  if (path.endsWith('.gz') || beginning.startsWith('1f8b')) return createGunzip({ chunkSize: CHUNK });
  if (path.endsWith('.zst') || beginning === '28b52ffd') return unpackerOfZstd();
  if (beginning === '504b0304') throw new Error(ZIPPED);
  if (beginning.startsWith('fffe')) return asUtf8('utf-16le');
  if (beginning.startsWith('feff')) return asUtf8('utf-16be');
  return null;
}

function unpackerOfZstd() {
  return createZstdDecompress({
    chunkSize: CHUNK,
    params: { [constants.ZSTD_d_windowLogMax]: WIDEST_ZSTD_WINDOW },
  });
}

function asUtf8(encoding: string) {
  const decoder = new TextDecoder(encoding);
  return Duplex.from(async function* (source: AsyncIterable<Buffer>) {
    for await (const bytes of source) yield Buffer.from(decoder.decode(bytes, { stream: true }));
    yield Buffer.from(decoder.decode());
  });
}
