import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DAMAGED, OF_WINDOWS } from '../fault.ts';
import type { Chunk } from './archive-bytes.ts';
import { jsonPieces } from './json-pieces.ts';
import type { Cut } from './json-pieces.ts';

const CUT: Cut = {
  opens: (path) => path.length === 0 || (path.length === 1 && path[0] === 'messages'),
  entry: ['messages', '*'],
  begins: /\{\s*"id"\s*:\s*"[^"]*"\s*,\s*"type"/,
  longest: 2000,
};

async function* inChunks(bytes: Buffer, size: number): AsyncGenerator<Chunk> {
  for (let at = 0; at < bytes.length; at += size) {
    yield await Promise.resolve({ bytes: bytes.subarray(at, at + size), bytesRead: at + size });
  }
}

async function cutUp(text: string | Buffer, { size = 11, from = 0, cut = CUT } = {}) {
  const entries: unknown[] = [];
  const lines: number[] = [];
  const others: Record<string, unknown> = {};
  const problems: { line: number; why: string }[] = [];
  const positions: number[] = [];
  for await (const batch of jsonPieces(inChunks(Buffer.from(text), size), cut, from)) {
    for (const { path, value, line } of batch.pieces) {
      if (path.length === 2) lines.push(line);
      if (path.length === 2) entries.push(value);
      else others[path.join('.')] = value;
    }
    problems.push(...batch.problems);
    positions.push(batch.position);
  }
  return { entries, lines, others, problems, positions };
}

const document = (messages: unknown[], indent?: number) =>
  JSON.stringify({ guild: { id: '1' }, count: 12, live: true, messages, last: null }, null, indent);
const message = (id: number, more: object = {}) => ({ id: String(id), type: 'Default', ...more });

test('every entry comes out as it went in, however the document is written and the bytes are cut', async () => {
  const entry = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 4 });
  const any = fc.array(entry, { maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(
      any,
      fc.integer({ min: 1, max: 60 }),
      fc.constantFrom(0, 1, 3),
      async (values, size, indent) => {
        const { entries, others, problems } = await cutUp(document(values, indent), {
          size,
          cut: { ...CUT, longest: 100_000 },
        });
        expect(entries).toEqual(JSON.parse(JSON.stringify(values)));
        expect(others).toEqual({ guild: { id: '1' }, count: 12, live: true, last: null });
        expect(problems).toEqual([]);
      },
    ),
  );
});

test('whatever a broken entry looks like, it takes no other one with it', async () => {
  const damage = fc.record({
    at: fc.double({ min: 0, max: 0.99, noNaN: true }),
    cut: fc.nat(12),
    put: fc.string({ maxLength: 4 }),
  });
  await fc.assert(
    fc.asyncProperty(damage, fc.nat(9), fc.constantFrom(0, 2), async ({ at, cut, put }, which, indent) => {
      const texts = Array.from({ length: 10 }, (_, id) =>
        JSON.stringify(message(id, { said: ['{', { a: '"}' }] }), null, indent),
      );
      const whole = texts[which]!;
      const place = Math.floor(at * whole.length);
      texts[which] = whole.slice(0, place) + put + whole.slice(place + cut);
      const { entries } = await cutUp(`{"guild": {}, "messages": [\n${texts.join(',\n')}\n], "count": 10}`, {
        size: 64,
      });
      const ids = entries.map((entry) => (entry as { id?: string } | null)?.id);
      for (let id = 0; id < 10; id++)
        if (id !== which) expect(ids.filter((one) => one === String(id))).toHaveLength(1);
    }),
    { numRuns: 400 },
  );
});

test('a document of entries alone gives them all', async () => {
  const texts = [message(1), message(2), message(3)].map((one) => JSON.stringify(one, null, 1));
  const { entries, problems } = await cutUp(texts.join('\n'));
  expect(entries).toEqual([message(1), message(2), message(3)]);
  expect(problems).toEqual([]);
});

test('a broken entry is named with its line', async () => {
  const text = document([message(1), message(2, { said: 'BREAK' }), message(3)], 1).replace(
    '"BREAK"',
    'oops',
  );
  const { entries, lines, problems } = await cutUp(text);
  expect(entries).toEqual([message(1), message(3)]);
  expect(lines).toEqual([8, 17]);
  expect(problems).toEqual([{ line: 12, why: 'it is broken' }]);
});

test('an export that was cut off gives what it holds and says so', async () => {
  const text = document([message(1), message(2), message(3)]);
  const { entries, problems } = await cutUp(text.slice(0, text.indexOf('"3"') + 2));
  expect(entries).toEqual([message(1), message(2)]);
  expect(problems).toEqual([{ line: 1, why: 'the file ends in the middle of it' }]);
});

test('an entry that is too large or nested without end is left out, the rest comes in', async () => {
  const large = message(2, { said: 'x'.repeat(5000) });
  const deep = `{"id":"3","type":"","said":${'['.repeat(20_000)}${']'.repeat(20_000)}}`;
  const text = `{"messages":[${JSON.stringify(message(1))},${JSON.stringify(large)},${deep},${JSON.stringify(message(4))}]}`;
  const { entries, problems } = await cutUp(text, { size: 1000 });
  expect(entries).toEqual([message(1), message(4)]);
  expect(problems).toHaveLength(2);
});

test('what is broken everywhere is given up', async () => {
  const { problems } = await cutUp(`{"messages":[${'{"id":"1","type",'.repeat(5000)}`, { size: 4096 });
  expect(problems).toHaveLength(1001);
  expect(problems.at(-1)!.why).toContain('the rest of the file was left out');
});

test('reading goes on from any position that it told of', async () => {
  const messages = Array.from({ length: 20 }, (_, id) => message(id));
  const text = document(messages, 2);
  const { positions } = await cutUp(text);
  for (const from of positions) {
    const { entries, others } = await cutUp(text, { from });
    const first = messages.length - entries.length;
    expect(entries).toEqual(messages.slice(first));
    expect(others['guild']).toEqual({ id: '1' });
  }
  expect((await cutUp(text, { from: positions.at(-1)! })).entries).toEqual([]);
});

test('bytes that are no UTF-8 are read as Windows wrote them, or stand as replacement characters', async () => {
  const document = (...said: Buffer[]) =>
    Buffer.concat([Buffer.from('{"messages":[{"id":"1","type":"'), ...said, Buffer.from('"}]}')]);
  const windows = await cutUp(document(Buffer.from([0xff, 0xfe])));
  expect(windows.entries).toEqual([{ id: '1', type: 'ÿþ' }]);
  expect(windows.problems).toEqual([{ line: 1, why: OF_WINDOWS }]);
  const damaged = await cutUp(document(Buffer.from('ÿþ'), Buffer.from([0xff, 0xfe])));
  expect(damaged.entries).toEqual([{ id: '1', type: 'ÿþ\uFFFD\uFFFD' }]);
  expect(damaged.problems).toEqual([{ line: 1, why: DAMAGED }]);
});
