import type { Chunk } from './archive-bytes.ts';
import { gaveUp, newCutter, takeBytes } from './piece-cutter.ts';
import type { Cut, Found } from './piece-cutter.ts';

export type { Cut, Piece } from './piece-cutter.ts';

export type PieceBatch = Found & {
  /** Bytes of the file on the disk that were read so far. */
  bytesRead: number;
};

const NOTHING = Buffer.alloc(0);

/**
 * The pieces of a JSON document, a chunk at a time, with memory for one piece alone. Entries of the list that end
 * at or before `from` were read earlier and are left out. What is broken is reported and the rest is read.
 */
export async function* jsonPieces(
  chunks: AsyncIterable<Chunk>,
  cut: Cut,
  from = 0,
): AsyncGenerator<PieceBatch> {
  const cutter = newCutter(cut, from);
  let bytesRead = 0;
  for await (const chunk of chunks) {
    bytesRead = chunk.bytesRead;
    yield { ...takeBytes(cutter, chunk.bytes, false), bytesRead };
    if (gaveUp(cutter)) return;
  }
  yield { ...takeBytes(cutter, NOTHING, true), bytesRead };
}
