import { expect, test } from 'vitest';
import { broughtNothing, sayCame } from './came.ts';

const nothing = {
  ...{ complete: true, files: 1, people: 0, reactions: 0, filesKept: 0, links: 0, notHeld: 0, circles: 0 },
  conversations: { rooms: 0, threads: 0, stubs: 0 },
  messages: { here: 0, deleted: 0, removed: 0, missing: 0, filled: 0, already: 0, repeated: 0 },
  skipped: { count: 0, reasons: [], first: [] },
  seconds: 1,
};

test('what came in is counted whole, with what was deleted and what threads only answer', () => {
  const report = {
    ...nothing,
    ...{ people: 7, links: 3, tooLarge: 2 },
    conversations: { rooms: 1, threads: 4, stubs: 2 },
    messages: { ...nothing.messages, here: 11, deleted: 4, removed: 1, missing: 2 },
  };
  expect(sayCame(report)).toEqual([
    'Messages: 16, rooms: 1, threads: 6, people: 7.',
    'Deleted or removed where they were said: 5.',
    'Stubs for what is answered but missing: 2.',
    'Files that did not come along: 3.',
    'Files too large for this installation: 2.',
  ]);
});

test('an archive that had come in before says so', () => {
  expect(sayCame({ ...nothing, messages: { ...nothing.messages, already: 16 } })).toEqual([
    'Messages: 0, rooms: 0, threads: 0, people: 0.',
    'Messages that had come in before: 16.',
  ]);
});

test('an archive brought nothing where nothing is in, nor was before', () => {
  expect(broughtNothing(nothing)).toBe(true);
  expect(broughtNothing({ ...nothing, messages: { ...nothing.messages, already: 16 } })).toBe(false);
  expect(broughtNothing({ ...nothing, conversations: { ...nothing.conversations, rooms: 1 } })).toBe(false);
});
