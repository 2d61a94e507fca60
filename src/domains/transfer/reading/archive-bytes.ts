import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { constants, createGunzip, createZstdDecompress } from 'node:zlib';

const CHUNK = 128 * 1024;
/* Pushshift packs with `--long=31`; such a file cannot be opened with a smaller window. */
const WIDEST_ZSTD_WINDOW = 31;

export interface Chunk {
  bytes: Buffer;
  /** Bytes of the file on the disk that were read so far. */
  bytesRead: number;
}

/** The content of an archive file, unpacked where its name ends in `.gz` or `.zst`, a chunk at a time. */
export async function* archiveBytes(path: string): AsyncGenerator<Chunk> {
  const file = createReadStream(path, { highWaterMark: CHUNK });
  const unpack = unpacker(path);
  const content = unpack ? pipeline(file, unpack, () => undefined) : file;
  try {
    for await (const bytes of content) yield { bytes: bytes as Buffer, bytesRead: file.bytesRead };
  } finally {
    file.destroy();
  }
}

function unpacker(path: string) {
  if (path.endsWith('.gz')) return createGunzip({ chunkSize: CHUNK });
  if (!path.endsWith('.zst')) return null;
  return createZstdDecompress({
    chunkSize: CHUNK,
    params: { [constants.ZSTD_d_windowLogMax]: WIDEST_ZSTD_WINDOW },
  });
}
