import type { Viewer } from '../../platform/act.ts';
import { forbidden } from '../../platform/errors.ts';

/** Refuses personal tokens: whoever finds one must not be able to take over the account. */
export function notWithToken(viewer: Viewer): void {
  if (viewer.scopes)
    throw forbidden('not-with-token', 'This needs a signed-in browser; a token cannot do it.');
}
