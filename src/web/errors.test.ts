import { expect, test } from 'vitest';
import { asKithError, fromProblem, statusOf } from './errors.ts';

test('a problem document becomes the refusal that it tells of', () => {
  const problem = { title: 'forbidden', detail: 'Only hosts.', reason: 'hosts-only' };
  expect(fromProblem(403, problem)).toMatchObject({
    kind: 'forbidden',
    reason: 'hosts-only',
    message: 'Only hosts.',
  });
});

test('an answer that is no problem document still has a kind', () => {
  expect(fromProblem(502, { title: 'Bad Gateway' })).toMatchObject({
    kind: 'unavailable',
    reason: 'unavailable',
  });
  expect(fromProblem(429, {})).toMatchObject({ kind: 'too-many' });
  expect(fromProblem(400, {})).toMatchObject({ kind: 'invalid' });
});

test('only refusals are taken for refusals', () => {
  expect(asKithError(new TypeError('x'))).toBeNull();
  expect(asKithError({ kind: 'strange', reason: 'x' })).toBeNull();
  expect(asKithError(null)).toBeNull();
});

test('who is not signed in gets 401', () => {
  expect(statusOf('forbidden', 'sign-in-first')).toBe(401);
  expect(statusOf('conflict')).toBe(409);
});
