import { expect, test } from 'vitest';
import { faultOf } from './fault.ts';

test('every sentence has its code', () => {
  expect(faultOf('the line is not JSON')).toBe('no-json-line');
  expect(faultOf('the file cannot be read: it is a zip; unpack it and bring what is in it')).toBe('zip');
  expect(faultOf('t1_a was too long and was cut')).toBe('cut');
  expect(faultOf('the file cannot be read: unexpected end of file')).toBe('unreadable');
});
