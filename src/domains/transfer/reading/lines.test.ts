import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Chunk } from './archive-bytes.ts';
import { lineBatches } from './lines.ts';

/** The bytes in chunks of this size. */
function* inChunks(text: string, size: number): Generator<Chunk> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) {
    yield { bytes: bytes.subarray(at, at + size), bytesRead: at + size };
  }
}

async function read(text: string, { size = 7, from = 0, longest = 1000 } = {}) {
  const lines: { text: string; line: number }[] = [];
  const tooLong: number[] = [];
  let position = 0;
  for await (const batch of lineBatches(
    inChunks(text, size) as unknown as AsyncIterable<Chunk>,
    from,
    longest,
  )) {
    lines.push(...batch.lines.map(({ text, line }) => ({ text, line })));
    tooLong.push(...batch.tooLong);
    position = batch.position;
  }
  return { lines, tooLong, position };
}

test('lines keep their text and number, however the bytes are cut', async () => {
  const line = fc.string({ unit: 'binary' }).map((text) => text.replace(/[\n\uFEFF]/g, '').trim());
  await fc.assert(
    fc.asyncProperty(fc.array(line), fc.integer({ min: 1, max: 40 }), async (texts, size) => {
      const { lines } = await read(texts.join('\n'), { size });
      const whole = texts.map((text, index) => ({ text: text.toWellFormed(), line: index + 1 }));
      expect(lines).toEqual(whole.filter(({ text }) => text));
    }),
  );
});

test('a line that is too long is named, and the next ones are read', async () => {
  const { lines, tooLong } = await read(`one\n${'x'.repeat(90)}\nthree\n${'y'.repeat(90)}`, { longest: 50 });
  expect(lines).toEqual([
    { text: 'one', line: 1 },
    { text: 'three', line: 3 },
  ]);
  expect(tooLong).toEqual([2, 4]);
});

test('reading goes on from a position with the lines after it and their numbers', async () => {
  const { lines, position } = await read('one\ntwo\nthree\nfour', { from: 8 });
  expect(lines).toEqual([
    { text: 'three', line: 3 },
    { text: 'four', line: 4 },
  ]);
  expect(position).toBe(18);
});

test('a byte order mark and Windows line ends are no part of the text', async () => {
  const { lines } = await read('\uFEFFone\r\n\r\ntwo\r\n');
  expect(lines).toEqual([
    { text: 'one', line: 1 },
    { text: 'two', line: 3 },
  ]);
});
