import type { Range } from './store.ts';

const PARTIAL = 206;

/**
 * The part that was asked for, whatever the store sends. A byte beyond it would stand after the end of our own answer, and
 * whoever reads the connection would take it for the beginning of the next one.
 */
export function partOf({ status, body }: Response, { start, end }: Range): ReadableStream<Uint8Array> {
  let before = status === PARTIAL ? 0 : start;
  let left = end - start + 1;
  const cut = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, to) {
      const part = chunk.subarray(before, before + left);
      const isOver = before + left < chunk.length;
      before = Math.max(0, before - chunk.length);
      left -= part.length;
      if (part.length) to.enqueue(part);
      if (isOver) to.terminate();
    },
  });
  return body!.pipeThrough(cut);
}
