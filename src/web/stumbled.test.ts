import { expect, test } from 'vitest';
import { stumbled } from './stumbled.ts';

const message = 'Only on Sundays.';

test('what is not there and what is not open look alike', () => {
  expect(stumbled(404, { message })).toEqual(stumbled(404, { message: '' }));
});

test('a refusal is said in the reader’s words, whatever the server called it', () => {
  expect(stumbled(403, { message, reason: 'hosts-only' }).text).toMatch(/Only a host can do this/);
  expect(stumbled(403, { message }).text).toMatch(/may not do this/);
  expect(stumbled(405, { message: '' }).text).toMatch(/Look it over/);
});

test('a limit says when to try again', () => {
  expect(stumbled(429, { message, retryAfter: 30 }).text).toMatch(/30 seconds/);
});

test('a fault tells nothing of the inside, and being offline is no fault', () => {
  expect(stumbled(500, { message }).text).not.toContain(message);
  expect(stumbled(503, { message, reason: 'offline' }).title).toMatch(/offline/);
});
