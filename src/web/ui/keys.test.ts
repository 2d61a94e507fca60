import { expect, test } from 'vitest';
import { sends } from './keys.ts';

const room = { keyboard: true, long: false };
const phone = { keyboard: false, long: false };
const enter = {
  key: 'Enter',
  isComposing: false,
  shiftKey: false,
  altKey: false,
  ctrlKey: false,
  metaKey: false,
};

test('Enter sends on a keyboard, Shift and Enter starts a line', () => {
  expect(sends(enter, room)).toBe(true);
  expect(sends({ ...enter, shiftKey: true }, room)).toBe(false);
});

test('on a touch screen Enter starts a line', () => {
  expect(sends(enter, phone)).toBe(false);
  expect(sends({ ...enter, ctrlKey: true }, phone)).toBe(true);
});

test('Enter that chooses a word while composing does not send', () => {
  expect(sends({ ...enter, isComposing: true }, room)).toBe(false);
});

test('where one writes at length Enter starts a line, and Ctrl or Cmd and Enter send', () => {
  const long = { keyboard: true, long: true };
  expect(sends(enter, long)).toBe(false);
  expect(sends({ ...enter, ctrlKey: true }, long)).toBe(true);
  expect(sends({ ...enter, metaKey: true }, long)).toBe(true);
});
