import { expect, onTestFinished, test, vi } from 'vitest';
import { keepDraftFiles, readDraftFiles } from '../ui/draft.ts';
import { giveUp } from './give-up.ts';
import { newId } from './id.ts';
import type { Letter } from './letters.ts';
import type { Outbox } from './outbox.ts';

const unsent = (given: Partial<Letter>) =>
  ({ discard: () => ({ conversationId: 'k', ...given }) }) as unknown as Outbox;

function browserThatKeeps(kept: Map<string, string>) {
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  });
  onTestFinished(() => void vi.unstubAllGlobals());
}

test('what is given up goes back before what is being written', () => {
  const kept = new Map([['kith:draft:k', 'And a fork.']]);
  browserThatKeeps(kept);
  expect(giveUp(unsent({ body: 'Two bags of leaves.' }), 'm1')).toBe(true);
  expect(kept.get('kith:draft:k')).toBe('Two bags of leaves.\n\nAnd a fork.');
});

test('so do its files, before those chosen since, and also where there were no words', () => {
  browserThatKeeps(new Map());
  const [plan, photo] = ['plan.pdf', 'photo.png'].map((name) => ({ id: newId(), name, size: 9 }));
  keepDraftFiles('k', [photo!]);
  expect(giveUp(unsent({ body: '', files: [plan!] }), 'm1')).toBe(true);
  expect(readDraftFiles('k')).toEqual([plan, photo]);
  expect(giveUp(unsent({ body: '', files: [] }), 'm1')).toBe(false);
});

test('files that the house has let go of meanwhile come back no more', () => {
  browserThatKeeps(new Map());
  const yesterday = Date.now() - 24 * 3_600_000;
  const left = { id: newId(), name: 'b.png', size: 2 };
  keepDraftFiles('k', [{ id: newId(yesterday), name: 'a.png', size: 1 }, left]);
  expect(readDraftFiles('k')).toEqual([left]);
});

test('what is sent meanwhile is given up no more, and nothing goes back', () => {
  const kept = new Map<string, string>();
  browserThatKeeps(kept);
  const arrived = { discard: () => undefined } as unknown as Outbox;
  expect([giveUp(arrived, 'm1'), giveUp(null, 'm1')]).toEqual([false, false]);
  expect(kept.size).toBe(0);
});
