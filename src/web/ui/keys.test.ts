import { expect, test } from 'vitest';
import { sends } from './keys.ts';

const enter = {
  key: 'Enter',
  isComposing: false,
  shiftKey: false,
  altKey: false,
  ctrlKey: false,
  metaKey: false,
};

test('Enter sends on a keyboard, Shift and Enter starts a line', () => {
  expect(sends(enter, true)).toBe(true);
  expect(sends({ ...enter, shiftKey: true }, true)).toBe(false);
});

test('on a touch screen Enter starts a line', () => {
  expect(sends(enter, false)).toBe(false);
  expect(sends({ ...enter, ctrlKey: true }, false)).toBe(true);
});

test('Enter that chooses a word while composing does not send', () => {
  expect(sends({ ...enter, isComposing: true }, true)).toBe(false);
});
