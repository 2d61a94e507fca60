import { buffer } from 'node:stream/consumers';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { partOf } from './part-of.ts';

const chunks = fc.array(fc.uint8Array({ maxLength: 9 }), { maxLength: 6 });
const bytes = (all: Uint8Array[]) => Buffer.concat(all);
const sent = (all: Uint8Array[]) =>
  new ReadableStream({
    start(to) {
      for (const one of all) if (one.length) to.enqueue(one);
      to.close();
    },
  });

test('a part is all that was asked for and nothing else, whatever the store sends after it', async () => {
  await fc.assert(
    fc.asyncProperty(chunks, chunks, async (wanted, more) => {
      fc.pre(bytes(wanted).length > 0);
      const range = { start: 4, end: 3 + bytes(wanted).length };
      const said = new Response(sent([...wanted, ...more]), { status: 206 });
      expect(await buffer(partOf(said, range))).toEqual(bytes(wanted));
    }),
  );
});

test('a store that knows no parts sends the whole, and the part is taken out of it', async () => {
  await fc.assert(
    fc.asyncProperty(chunks, chunks, chunks, async (before, wanted, after) => {
      fc.pre(bytes(wanted).length > 0);
      const start = bytes(before).length;
      const said = new Response(sent([...before, ...wanted, ...after]));
      const part = partOf(said, { start, end: start + bytes(wanted).length - 1 });
      expect(await buffer(part)).toEqual(bytes(wanted));
    }),
  );
});

test('who has what was asked for, or leaves before, lets the store go', async () => {
  for (const leave of [(part: ReadableStream) => buffer(part), (part: ReadableStream) => part.cancel()]) {
    const closed = Promise.withResolvers<true>();
    const endless = new ReadableStream({
      pull: (to) => to.enqueue(new Uint8Array(3)),
      cancel: () => closed.resolve(true),
    });
    await leave(partOf(new Response(endless, { status: 206 }), { start: 0, end: 6 }));
    expect(await closed.promise).toBe(true);
  }
});
