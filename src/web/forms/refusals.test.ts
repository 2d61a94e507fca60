import { expect, test } from 'vitest';
import { sayRefusal } from './refusals.ts';

const refusal = (more: object) => ({
  kind: 'invalid',
  reason: 'invalid',
  message: '“values.3” is too long.',
  wrong: { how: 'too-long', limit: 60 },
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

test('a field of which only its length is wrong says how long it may be', () => {
  expect(sayRefusal(refusal({ field: 'about' }))).toBe('At most 60 characters, please.');
  expect(sayRefusal(refusal({ field: 'name', wrong: { how: 'empty', limit: 1 } }))).toMatch(
    /Write something/,
  );
});

test('anything else is said as everywhere', () => {
  expect(
    sayRefusal(refusal({ kind: 'too-many', reason: 'too-many', retryAfter: 600, wrong: undefined })),
  ).toMatch(/10 minutes/);
  expect(sayRefusal(refusal({ reason: 'new-rule', message: 'Only on Sundays.', wrong: undefined }))).toBe(
    'Only on Sundays.',
  );
  expect(sayRefusal(new Error('secret'))).not.toMatch(/secret/);
});
