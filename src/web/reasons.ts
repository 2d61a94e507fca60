import * as m from '#web/words/messages.js';
import { asKithError } from './errors.ts';

/** A refusal in the reader's words: by its code, else the server's own sentence, else that something broke. */
export function sayReason(thrown: unknown): string {
  const refusal = asKithError(thrown);
  if (!refusal) return m.reason_unknown();
  const say = sentences[refusal.reason];
  const sentence = say ? say() : refusal.message || (sentences[refusal.kind] ?? m.reason_unknown)();
  return refusal.retryAfter ? `${sentence} ${sayWait(refusal.retryAfter)}` : sentence;
}

/** When to try again, from seconds. */
export function sayWait(seconds: number): string {
  if (seconds < 90) return m.error_in_seconds({ count: Math.ceil(seconds) });
  return m.error_in_minutes({ count: Math.ceil(seconds / 60) });
}

const sentences: Record<string, () => string> = {
  'not-found': m.reason_not_found,
  forbidden: m.reason_forbidden,
  invalid: m.reason_invalid,
  conflict: m.reason_conflict,
  'too-many': m.reason_too_many,
  unavailable: m.reason_unavailable,
  offline: m.reason_offline,
};
