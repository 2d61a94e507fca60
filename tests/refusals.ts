import { expect } from 'vitest';
import { isKithError } from '../src/platform/errors.ts';
import type { ErrorKind } from '../src/platform/errors.ts';

/** Expects a call to be refused, with this kind and, where it matters to people, this reason. */
export async function refused(call: Promise<unknown>, kind: ErrorKind, reason: string = kind): Promise<void> {
  const outcome = await call.then(
    () => 'allowed',
    (error: unknown) => (isKithError(error) ? { kind: error.kind, reason: error.reason } : error),
  );
  expect(outcome).toEqual({ kind, reason });
}
