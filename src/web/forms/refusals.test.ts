import { expect, test } from 'vitest';
import { sayRefusal } from './refusals.ts';

const refusal = (more: object) => ({
  kind: 'invalid',
  reason: 'invalid',
  message: 'values.3: Too big',
  ...more,
});

test('a code is said in the reader’s words', () => {
  expect(sayRefusal(refusal({ kind: 'conflict', reason: 'handle-taken', field: 'handle' }))).toMatch(
    /goes by/,
  );
});

test('a field that is wrong says what it wants, also for one of a list', () => {
  expect(sayRefusal(refusal({ field: 'values.3' }))).toMatch(/At most 12/);
});

test('anything else is said as everywhere', () => {
  expect(sayRefusal(refusal({ kind: 'too-many', reason: 'too-many', retryAfter: 600 }))).toMatch(
    /10 minutes/,
  );
  expect(sayRefusal(refusal({ reason: 'new-rule', message: 'Only on Sundays.' }))).toBe('Only on Sundays.');
  expect(sayRefusal(new Error('secret'))).not.toMatch(/secret/);
});
