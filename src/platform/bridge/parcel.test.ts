import fc from 'fast-check';
import { expect, test } from 'vitest';
import { newId } from '../ids.ts';
import { gather } from './gather.ts';
import { MOST_BYTES, parcels } from './parcel.ts';
import { letterOf, read } from './word.ts';
import type { Word } from './word.ts';

const woken = (communityId: string): Word => ({ kind: 'woken', communityId });

test('however many words there are, they arrive whole and in order, in letters that NOTIFY takes', () => {
  const from = newId();
  fc.assert(
    fc.property(fc.array(fc.uuid({ version: 7 }), { maxLength: 700 }), (ids) => {
      const letters = parcels(from, ids.map(woken));
      for (const letter of letters) expect(Buffer.byteLength(letter)).toBeLessThanOrEqual(MOST_BYTES);
      expect(letters.map(read).flatMap((one) => one?.words ?? [])).toEqual(ids.map(woken));
      expect(letters.length).toBeLessThanOrEqual(Math.ceil(ids.length / 80));
    }),
  );
});

test('what is no letter, and words of a newer process, are passed over', () => {
  const [from, communityId] = [newId(), newId()];
  const newer = { kind: 'sung', communityId } as unknown as Word;
  expect(read(letterOf(from, [newer, woken(communityId)]))).toEqual({ from, words: [woken(communityId)] });
  for (const text of ['', '{', 'null', '[]', '{"from":"me","words":[]}']) expect(read(text)).toBeNull();
});

test('the first word goes at once, and what follows closely goes together, each wake-up once', async () => {
  const sent: Word[][] = [];
  let arrived: () => void = () => undefined;
  const gathering = gather(async (words) => {
    sent.push(words);
    await new Promise<void>((soon) => (arrived = soon));
  }, 1);
  const [one, other] = [newId(), newId()];
  gathering.say(woken(one));
  await Promise.resolve();
  for (let n = 0; n < 100; n++) for (const id of [one, other]) gathering.say(woken(id));
  arrived();
  const all = gathering.sent();
  await expect.poll(() => sent.length).toBe(2);
  arrived();
  await all;
  expect(sent).toEqual([[woken(one)], [woken(one), woken(other)]]);
});

test('what cannot be sent is lost, and what is said later is sent', async () => {
  const tried: Word[][] = [];
  const gathering = gather((words) => {
    tried.push(words);
    return Promise.reject(new Error('nobody there'));
  }, 1);
  const ids = [newId(), newId()];
  for (const id of ids) {
    gathering.say(woken(id));
    await gathering.sent();
  }
  expect(tried).toEqual(ids.map((id) => [woken(id)]));
});
