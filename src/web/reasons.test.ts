import { expect, test } from 'vitest';
import { sayReason } from './reasons.ts';

const refusal = (more: object) => ({ kind: 'forbidden', reason: 'x', message: '', ...more });

test('a known reason is said in the reader’s words', () => {
  expect(sayReason(refusal({ reason: 'offline', message: 'x' }))).toMatch(/no connection/);
});

test('an unknown reason keeps the server’s sentence', () => {
  expect(sayReason(refusal({ reason: 'new-rule', message: 'Only on Sundays.' }))).toBe('Only on Sundays.');
});

test('without a sentence the kind speaks', () => {
  expect(sayReason(refusal({}))).toMatch(/may not/);
});

test('a limit says when to try again', () => {
  expect(sayReason(refusal({ kind: 'too-many', reason: 'too-many', retryAfter: 30 }))).toMatch(/30 seconds/);
  expect(sayReason(refusal({ kind: 'too-many', reason: 'too-many', retryAfter: 600 }))).toMatch(/10 minutes/);
});

test('what was not thrown on purpose says only that something broke', () => {
  expect(sayReason(new TypeError('secret detail'))).not.toMatch(/secret/);
});
