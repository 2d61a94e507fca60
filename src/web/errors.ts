import type { WrongInput } from '../platform/errors.ts';

/** A refusal as pages and the browser know it: the same fields as on the server, in an object that travels. */
export interface KithError {
  kind: ErrorKind;
  /** A stable code, such as `last-host-must-hand-over`. */
  reason: string;
  /** The server's English sentence. */
  message: string;
  field?: string;
  wrong?: WrongInput;
  /** Seconds. */
  retryAfter?: number;
}

export type ErrorKind = keyof typeof STATUS;

/** An RFC 9457 problem document, as the API answers it. */
export interface Problem {
  title?: string;
  detail?: string;
  reason?: string;
  field?: string;
  wrong?: WrongInput;
  retryAfter?: number;
}

/** What was thrown, when it is a refusal made on purpose, whichever copy of the code made it. */
export function asKithError(thrown: unknown): KithError | null {
  if (typeof thrown !== 'object' || thrown === null || !('kind' in thrown) || !('reason' in thrown))
    return null;
  const found = thrown as KithError;
  return found.kind in STATUS ? found : null;
}

/** Whether a refusal says that the house cannot reach its data just now, which may be over soon. */
export const isAway = (reason: string | undefined): boolean =>
  reason === 'database-away' || reason === 'database-busy';

export const statusOf = (kind: ErrorKind, reason?: string): number =>
  reason === 'sign-in-first' ? 401 : STATUS[kind];

/** The refusal that a problem document tells of. */
export function fromProblem(
  status: number,
  { title, detail, reason, field, wrong, retryAfter }: Problem,
): KithError {
  const kind = isKind(title) ? title : kindOf(status);
  return { kind, reason: reason ?? kind, message: detail ?? '', field, wrong, retryAfter };
}

const STATUS = {
  'not-found': 404,
  forbidden: 403,
  invalid: 422,
  conflict: 409,
  'too-many': 429,
  unavailable: 503,
};

const isKind = (text: string | undefined): text is ErrorKind => text !== undefined && text in STATUS;

function kindOf(status: number): ErrorKind {
  const match = Object.entries(STATUS).find(([, code]) => code === status);
  return match ? (match[0] as ErrorKind) : status >= 500 ? 'unavailable' : 'invalid';
}
