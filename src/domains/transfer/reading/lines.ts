import type { Chunk } from './archive-bytes.ts';
import { decode } from './decode.ts';
import type { Decoded } from './decode.ts';

export const LONGEST_LINE = 16 * 1024 * 1024;
const NEWLINE = 10;
const EMPTY = Buffer.alloc(0);

export interface LineBatch {
  lines: (Decoded & { line: number })[];
  /** Numbers of lines that were too long to be read. */
  tooLong: number[];
  bytesRead: number;
  /** Bytes of the content up to the end of the last line of this batch. */
  position: number;
}

/** The lines of a file, a chunk at a time; those that end at or before `from` were read earlier and are left out. */
export async function* lineBatches(
  chunks: AsyncIterable<Chunk>,
  from = 0,
  longest = LONGEST_LINE,
): AsyncGenerator<LineBatch> {
  let rest: Buffer = EMPTY;
  let position = 0;
  let line = 0;
  let dropping = false;
  let bytesRead = 0;

  function cut(buffer: Buffer, atEnd: boolean): LineBatch {
    const batch: LineBatch = { lines: [], tooLong: [], bytesRead, position };
    let start = 0;
    for (let end = buffer.indexOf(NEWLINE); end !== -1; end = buffer.indexOf(NEWLINE, start)) {
      take(batch, buffer, start, end, 1);
      start = end + 1;
    }
    if (atEnd && (start < buffer.length || dropping)) take(batch, buffer, start, buffer.length, 0);
    else keep(buffer, start);
    batch.position = position;
    return batch;
  }

  function take(batch: LineBatch, buffer: Buffer, start: number, end: number, newline: number): void {
    line += 1;
    position += end - start + newline;
    const known = position <= from;
    if (dropping || end - start > longest) {
      if (!known) batch.tooLong.push(line);
      dropping = false;
    } else if (!known) {
      const { text: whole, odd } = decode(buffer, start, end);
      const text = whole.trim();
      if (text) batch.lines.push({ text: line === 1 ? withoutMark(text) : text, odd, line });
    }
  }

  function keep(buffer: Buffer, start: number): void {
    rest = buffer.subarray(start);
    if (!dropping && rest.length <= longest) return;
    position += rest.length;
    rest = EMPTY;
    dropping = true;
  }

  for await (const chunk of chunks) {
    bytesRead = chunk.bytesRead;
    yield cut(rest.length ? Buffer.concat([rest, chunk.bytes]) : chunk.bytes, false);
  }
  yield cut(rest, true);
}

function withoutMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}
