import type { Pointed } from './open.ts';

/** What the foot of a conversation is for at the moment. */
export type Intent =
  | { to: 'write' }
  | { to: 'reply' | 'edit' | 'remove'; number: number }
  | { to: 'keep'; from: number; last: number };

export const WRITE: Intent = { to: 'write' };

/** What an address asks for, before scripts run: `?reply=12`, `?keep=12`. */
export function intentOf({ reply, edit, remove, keep }: Pointed): Intent {
  if (reply !== null) return { to: 'reply', number: reply };
  if (edit !== null) return { to: 'edit', number: edit };
  if (remove !== null) return { to: 'remove', number: remove };
  return keep === null ? WRITE : { to: 'keep', from: keep, last: keep };
}

/** The stretch with one more message pressed: whichever of its ends is nearer moves there. */
export function stretchTo({ from, last }: { from: number; last: number }, number: number): Intent {
  if (number < from) return { to: 'keep', from: number, last };
  if (number > last) return { to: 'keep', from, last: number };
  return number - from < last - number
    ? { to: 'keep', from: number, last }
    : { to: 'keep', from, last: number };
}
