import { isKithError } from '../errors.ts';
import type { ErrorKind } from '../errors.ts';

const STATUS: Record<ErrorKind, number> = {
  'not-found': 404,
  forbidden: 403,
  invalid: 422,
  conflict: 409,
  'too-many': 429,
  unavailable: 503,
};

/** Refusals that HTTP has a word of its own for. */
const STATUS_OF_REASON: Record<string, number> = {
  'sign-in-first': 401,
  'wrong-method': 405,
  'too-large': 413,
  'wrong-type': 415,
};

/** The status and RFC 9457 problem document of an error; null for one that nobody threw on purpose. */
export function problemOf(
  error: unknown,
): { status: number; body: Record<string, unknown>; retryAfter?: number } | null {
  if (!isKithError(error)) return null;
  const status = STATUS_OF_REASON[error.reason] ?? STATUS[error.kind];
  const { kind, reason, field, wrong, retryAfter } = error;
  const body = {
    type: `urn:kith:${kind}`,
    title: kind,
    status,
    detail: error.message,
    reason,
    field,
    wrong,
    retryAfter,
  };
  return { status, body, ...(retryAfter ? { retryAfter } : {}) };
}

/** The HTTP answer for a problem, with the id by which the log speaks of the request. */
export function problemResponse(
  error: unknown,
  { requestId, headers: more }: { requestId?: string; headers?: Record<string, string> } = {},
): Response | null {
  const problem = problemOf(error);
  if (!problem) return null;
  const headers: Record<string, string> = {
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
    ...more,
  };
  if (problem.status === 401) headers['www-authenticate'] = 'Bearer';
  if (problem.retryAfter) headers['retry-after'] = String(problem.retryAfter);
  return new Response(JSON.stringify({ ...problem.body, requestId }), { status: problem.status, headers });
}
