import { expect, test } from 'vitest';
import { sendArchive } from './send-archive.ts';

const MB = 1024 ** 2;
const about = { communityId: 'c', importId: 'i', source: 'discord' };

/** A house that takes parts of at most so many bytes and keeps what it got. */
function house(most: number, refusal: object = { title: 'invalid', reason: 'too-large', detail: 'No.' }) {
  const kept: Record<string, number> = {};
  const parts: number[] = [];
  const fetch = (_url: unknown, init?: RequestInit) => {
    const form = init!.body as FormData;
    const content = form.get('content') as File;
    if (content.size > most) return Promise.resolve(new Response(JSON.stringify(refusal), { status: 413 }));
    expect(Number(form.get('from'))).toBe(kept[content.name] ?? 0);
    kept[content.name] = (kept[content.name] ?? 0) + content.size;
    parts.push(content.size);
    return Promise.resolve(new Response('{}'));
  };
  return { kept, parts, fetch };
}

test('a large file goes in parts, one after the other, and so do the next ones', async () => {
  const { kept, parts, fetch } = house(100 * MB);
  const told: number[] = [];
  const files = [
    new File([new Uint8Array(20 * MB)], 'a.json'),
    new File([], 'empty.json'),
    new File(['x'], 'b.json'),
  ];
  await sendArchive(files, about, (share) => told.push(share), fetch);
  expect(kept).toEqual({ 'a.json': 20 * MB, 'empty.json': 0, 'b.json': 1 });
  expect(parts).toEqual([8 * MB, 8 * MB, 4 * MB, 0, 1]);
  expect(told.at(-1)).toBe(1);
  expect(told).toEqual([...told].sort((one, other) => one - other));
});

test.each([undefined, {}])('where less is taken at once, it sends less at once', async (refusal) => {
  const { kept, parts, fetch } = house(3 * MB, refusal);
  await sendArchive([new File([new Uint8Array(5 * MB)], 'a.json')], about, () => undefined, fetch);
  expect(kept).toEqual({ 'a.json': 5 * MB });
  expect(Math.max(...parts)).toBe(2 * MB);
});

test('any other refusal is told', async () => {
  const refusal = { title: 'forbidden', reason: 'hosts-only', detail: 'No.' };
  const { fetch } = house(-1, refusal);
  const sent = sendArchive([new File(['x'], 'a.json')], about, () => undefined, fetch);
  await expect(sent).rejects.toMatchObject({ reason: 'hosts-only' });
});
