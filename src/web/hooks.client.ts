import type { HandleClientError } from '@sveltejs/kit/hooks';
import { isLocale, overwriteGetLocale } from '#web/words/runtime.js';
import { asKithError, statusOf } from './errors.ts';

const language = document.documentElement.lang;
overwriteGetLocale(() => (isLocale(language) ? language : 'en'));

export const handleError: HandleClientError = (caught) => {
  if (caught.kind !== 'unknown') return;
  const refusal = asKithError(caught.error);
  if (refusal)
    return {
      status: statusOf(refusal.kind, refusal.reason),
      message: refusal.message,
      reason: refusal.reason,
    };
  if (isNetworkAway(caught.error)) return { status: 503, message: '', reason: 'offline' };
  console.error(caught.error);
  return { message: 'Internal Error' };
};

/** Browsers tell of a network that is away by a TypeError, each in its own words. */
const isNetworkAway = (error: unknown): boolean =>
  !navigator.onLine || (error instanceof TypeError && /fetch|network|load failed/i.test(error.message));
