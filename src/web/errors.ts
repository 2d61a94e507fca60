export type ErrorKind = 'not-found' | 'forbidden' | 'invalid' | 'conflict' | 'too-many' | 'unavailable';

/** A refusal as pages and the browser know it: the same fields as on the server, in an object that travels. */
export interface KithError {
  kind: ErrorKind;
  reason: string;
  message: string;
  field?: string;
  retryAfter?: number;
}

/** What was thrown, when it is a refusal made on purpose, whichever copy of the code made it. */
export function asKithError(thrown: unknown): KithError | null {
  if (typeof thrown !== 'object' || thrown === null || !('kind' in thrown) || !('reason' in thrown)) return null;
  const found = thrown as KithError;
  return found.kind in STATUS ? found : null;
}

export const statusOf = (kind: ErrorKind): number => STATUS[kind];

/** The refusal that an RFC 9457 problem document tells of. */
export function fromProblem(status: number, problem: Problem): KithError {
  return {
    kind: problem.kind ?? kindOf(status),
    reason: problem.reason ?? kindOf(status),
    message: problem.detail ?? problem.title ?? '',
    field: problem.field,
    retryAfter: problem.retryAfter,
  };
}

export interface Problem {
  title?: string;
  detail?: string;
  kind?: ErrorKind;
  reason?: string;
  field?: string;
  retryAfter?: number;
}

const STATUS: Record<ErrorKind, number> = {
  'not-found': 404,
  forbidden: 403,
  invalid: 422,
  conflict: 409,
  'too-many': 429,
  unavailable: 503,
};

function kindOf(status: number): ErrorKind {
  const match = Object.entries(STATUS).find(([, code]) => code === status);
  if (match) return match[0] as ErrorKind;
  return status >= 500 ? 'unavailable' : 'invalid';
}
