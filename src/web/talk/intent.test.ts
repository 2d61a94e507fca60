import { expect, test } from 'vitest';
import { intentOf, stretchTo } from './intent.ts';

const nothing = { at: null, reply: null, edit: null, keep: null, remove: null, acts: null, since: null };

test('an address says what the foot is for', () => {
  expect(intentOf({ ...nothing, at: 4 })).toEqual({ to: 'write' });
  expect(intentOf({ ...nothing, reply: 4 })).toEqual({ to: 'reply', number: 4 });
  expect(intentOf({ ...nothing, keep: 4 })).toEqual({ to: 'keep', from: 4, last: 4 });
});

test('a stretch grows to a message outside it and shrinks at its nearer end', () => {
  const stretch = { from: 5, last: 10 };
  expect(stretchTo(stretch, 2)).toEqual({ to: 'keep', from: 2, last: 10 });
  expect(stretchTo(stretch, 12)).toEqual({ to: 'keep', from: 5, last: 12 });
  expect(stretchTo(stretch, 6)).toEqual({ to: 'keep', from: 6, last: 10 });
  expect(stretchTo(stretch, 9)).toEqual({ to: 'keep', from: 5, last: 9 });
});
