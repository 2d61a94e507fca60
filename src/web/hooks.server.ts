import { AsyncLocalStorage } from 'node:async_hooks';
import type { Handle, HandleServerError } from '@sveltejs/kit/hooks';
import { overwriteServerAsyncLocalStorage } from '#web/words/runtime.js';
import { asKithError, statusOf } from './errors.ts';
import { LANGUAGE_COOKIE, pickLanguage, type Language } from './language.ts';

type Speech = { locale: Language; origin: string; messageCalls: Set<string> };
const speech = new AsyncLocalStorage<Speech>();
overwriteServerAsyncLocalStorage(speech);

export const handle: Handle = async ({ event, resolve }) => {
  const { kith } = event.platform!.req;
  const visit = await kith.visit({ headers: event.request.headers, address: event.getClientAddress() });
  const accept = event.request.headers.get('accept-language');
  const language = pickLanguage(visit.person?.language, event.cookies.get(LANGUAGE_COOKIE), accept);
  Object.assign(event.locals, { kith: visit, person: visit.person, language });
  const said = { locale: language, origin: event.url.origin, messageCalls: new Set<string>() };
  const theme = event.cookies.get('kith-theme');
  const response = await speech.run(said, () =>
    resolve(event, { transformPageChunk: ({ html }) => dressPage(html, language, theme) }),
  );
  return guard(response, event.url.protocol === 'https:');
};

/** A refusal by a verb becomes a page with its status; anything else is ours to mend and says nothing. */
export const handleError: HandleServerError = (caught) => {
  if (caught.kind === 'app' || caught.kind === 'framework') return;
  const refusal = asKithError(caught.error);
  if (!refusal) {
    console.error(caught.error);
    return { message: 'Internal Error' };
  }
  return {
    status: statusOf(refusal.kind),
    message: refusal.message,
    reason: refusal.reason,
    retryAfter: refusal.retryAfter,
  };
};

function dressPage(html: string, language: Language, theme: string | undefined): string {
  if (!html.includes('%kith.lang%')) return html;
  const chosen = theme === 'light' || theme === 'dark' ? `data-theme="${theme}"` : '';
  return html.replace('%kith.lang%', language).replace('%kith.dir%', 'ltr').replace('%kith.theme%', chosen);
}

function guard(response: Response, secure: boolean): Response {
  const { headers } = response;
  headers.set('x-content-type-options', 'nosniff');
  headers.set('referrer-policy', 'same-origin');
  headers.set('cross-origin-opener-policy', 'same-origin');
  headers.set('permissions-policy', 'camera=(), microphone=(), geolocation=(), interest-cohort=()');
  if (!headers.has('cache-control')) headers.set('cache-control', 'private, no-cache');
  if (secure) headers.set('strict-transport-security', 'max-age=31536000');
  return response;
}
