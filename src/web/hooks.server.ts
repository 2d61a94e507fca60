import { AsyncLocalStorage } from 'node:async_hooks';
import type { Handle, HandleServerError } from '@sveltejs/kit/hooks';
import { overwriteServerAsyncLocalStorage } from '#web/words/runtime.js';
import { asKithError, statusOf } from './errors.ts';
import { LANGUAGE_COOKIE, pickLanguage, type Language } from './language.ts';
import { orUnavailable } from './or-unavailable.ts';
import { squeeze } from './squeeze.ts';

/** Pages of talk show what the database holds, and nothing of the moment; so they may be given again. */
const LASTING = /^\/\[community\](\/(rooms|threads|directs)(\/|$)|$)/;
const speech = new AsyncLocalStorage<{ locale?: Language; origin?: string; messageCalls?: Set<string> }>();
overwriteServerAsyncLocalStorage(speech);

export const handle: Handle = orUnavailable(async ({ event, resolve }) => {
  const { request, cookies, url } = event;
  const kith = await event.platform!.req.kith.visit({
    headers: request.headers,
    address: event.getClientAddress(),
  });
  const { personId } = kith.viewer;
  if (personId && bringsFiles(request))
    event.platform!.req.kith.arriving.mayTakeLonger(event.platform!.req, personId);
  const person = personId ? await kith.read('accounts.me', {}) : null;
  const wanted = request.headers.get('accept-language');
  const language = pickLanguage(person?.language, cookies.get(LANGUAGE_COOKIE), wanted);
  Object.assign(event.locals, { kith, person, language });
  const theme = cookies.get('kith-theme');
  const response = await speech.run({ locale: language, origin: url.origin, messageCalls: new Set() }, () =>
    resolve(event, { transformPageChunk: ({ html }) => dressPage(html, language, theme) }),
  );
  for (const cookie of kith.cookies) response.headers.append('set-cookie', cookie);
  if (LASTING.test(event.route.id ?? '')) event.platform!.req.kith.kept.allow(event.platform!.req);
  guard(response.headers, url.protocol === 'https:');
  return event.isSubRequest ? response : squeeze(response, request.headers.get('accept-encoding'));
});

const bringsFiles = ({ headers }: Request) => headers.get('content-type')?.startsWith('multipart/form-data');

/** A refusal by a verb becomes a page with its status; anything else is ours to mend and tells nothing. */
export const handleError: HandleServerError = (caught) => {
  if (caught.kind === 'app' || caught.kind === 'framework') return;
  const refusal = asKithError(caught.error);
  if (refusal) {
    if (refusal.kind === 'unavailable') caught.event.locals.unavailable = refusal;
    const { message, reason, retryAfter } = refusal;
    return { status: statusOf(refusal.kind, refusal.reason), message, reason, retryAfter };
  }
  const requestId = caught.event.platform!.req.kith.stumbled(caught.error);
  return { message: 'Internal Error', requestId };
};

function dressPage(html: string, language: Language, theme: string | undefined): string {
  const end = html.indexOf('<head>') + 1; // The rest is long, and looking through it costs.
  if (!html.slice(0, end).includes('%kith.lang%')) return html;
  const chosen = theme === 'light' || theme === 'dark' ? `data-theme="${theme}"` : '';
  const words: Record<string, string> = { lang: language, dir: 'ltr', theme: chosen };
  return html.slice(0, end).replace(/%kith\.(\w+)%/g, (_, word: string) => words[word]!) + html.slice(end);
}

/** What Kit does not set by itself; the content policy is in vite.config.ts. */
function guard(headers: Headers, secure: boolean): void {
  headers.set('x-content-type-options', 'nosniff');
  headers.set('referrer-policy', 'same-origin');
  headers.set('cross-origin-opener-policy', 'same-origin');
  headers.set('permissions-policy', 'camera=(), microphone=(), geolocation=(), interest-cohort=()');
  if (!headers.has('cache-control')) headers.set('cache-control', 'private, no-cache');
  if (secure) headers.set('strict-transport-security', 'max-age=31536000');
}
