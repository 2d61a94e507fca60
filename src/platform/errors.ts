export type ErrorKind = 'not-found' | 'forbidden' | 'invalid' | 'conflict' | 'too-many' | 'unavailable';

/** In which way an input is wrong; what each needs to be said beside it is in `limit`. */
export type How =
  | 'missing'
  | 'empty'
  | 'type'
  | 'too-short'
  | 'too-long'
  | 'too-few'
  | 'too-many'
  | 'too-small'
  | 'too-large'
  | 'not-whole'
  | 'choice'
  | 'form';

/** What is wrong with an input, for whoever says it in words of their own. */
export interface WrongInput {
  how: How;
  /** The least or the most that is allowed. */
  limit?: number;
}

/** The one kind of error that Kith throws on purpose: what was refused, why, and what to do now. */
export class KithError extends Error {
  readonly kith = true;
  readonly kind: ErrorKind;
  readonly reason: string;
  readonly field: string | undefined;
  readonly retryAfter: number | undefined;
  /** In which way the field is wrong, where a schema says so. */
  readonly wrong: WrongInput | undefined;

  /** `reason` is a stable code such as `last-host`; `detail` says it in a sentence; `retryAfter` is in seconds. */
  constructor(
    kind: ErrorKind,
    reason: string,
    detail: string,
    more: { field?: string; retryAfter?: number; wrong?: WrongInput } = {},
  ) {
    super(detail);
    this.name = 'KithError';
    this.kind = kind;
    this.reason = reason;
    this.field = more.field;
    this.retryAfter = more.retryAfter;
    this.wrong = more.wrong;
  }
}

export const notFound = () =>
  new KithError('not-found', 'not-found', 'There is nothing here that you can see.');
export const forbidden = (reason: string, detail: string) => new KithError('forbidden', reason, detail);
export const invalid = (field: string, reason: string, detail: string) =>
  new KithError('invalid', reason, detail, { field });
export const conflict = (reason: string, detail: string, field?: string) =>
  new KithError('conflict', reason, detail, field ? { field } : {});
export const unavailable = (reason: string, detail: string, retryAfter?: number) =>
  new KithError('unavailable', reason, detail, { retryAfter });
/** Whether this is nobody's fault and may be over soon. */
export const isAway = (error: unknown): boolean =>
  isKithError(error) && (error.reason === 'database-away' || error.reason === 'database-busy');
export const tooMany = (retryAfter: number) =>
  new KithError('too-many', 'too-many', `That was a lot at once. Try again in ${retryAfter} s.`, {
    retryAfter,
  });

/** True for errors that Kith threw on purpose, also when they come from another copy of this module. */
export function isKithError(error: unknown): error is KithError {
  return error instanceof Error && (error as { kith?: unknown }).kith === true;
}

/** A yes, or a no with its reason: what every `may…` predicate answers. */
export type Answer = { yes: true } | { yes: false; reason: string; detail: string };
export const yes: Answer = { yes: true };
export const no = (reason: string, detail: string): Answer => ({ yes: false, reason, detail });
