import type { RequestEvent } from '@sveltejs/kit';
import type { Handle } from '@sveltejs/kit/hooks';
import * as m from '#web/words/messages.js';
import { asKithError, isAway, statusOf } from './errors.ts';
import type { KithError } from './errors.ts';
import { LANGUAGE_COOKIE, pickLanguage } from './language.ts';

const SOON = 5;
const BROKEN = 500;
const OWN = "style-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self'";

/** While the house cannot reach its data, pages are one that says so and when to try again, and tries by itself. */
export function orUnavailable(handle: Handle): Handle {
  return async (asked) => {
    const { event } = asked;
    try {
      const response = await handle(asked);
      const refusal = event.locals.unavailable;
      if (!refusal || response.status < BROKEN) return response;
      return isAway(refusal.reason) && isPage(response) ? away(event, refusal) : later(response, refusal);
    } catch (error) {
      const refusal = asKithError(error);
      if (refusal && isAway(refusal.reason)) return away(event, refusal);
      throw error;
    }
  };
}

const isPage = ({ headers }: Response) => headers.get('content-type')?.includes('text/html');

function later(response: Response, { retryAfter = SOON }: KithError): Response {
  response.headers.set('retry-after', String(retryAfter));
  return response;
}

/** Programs are told as by the API; whoever looks at a page is told by one. */
function away(event: RequestEvent, { kind, reason, message, retryAfter = SOON }: KithError): Response {
  const status = statusOf(kind, reason);
  const wanted = event.request.headers.get('accept') ?? '';
  const headers = {
    'retry-after': String(retryAfter),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'content-security-policy': `default-src 'none'; ${OWN}; frame-ancestors 'none'`,
  };
  if (event.isDataRequest || !wanted.includes('text/html'))
    return Response.json({ status, message, reason, retryAfter }, { status, headers });
  const type = 'text/html; charset=utf-8';
  return new Response(pageOf(event, retryAfter), { status, headers: { ...headers, 'content-type': type } });
}

function pageOf({ cookies, request }: RequestEvent, seconds: number): string {
  const wanted = request.headers.get('accept-language');
  const locale = pickLanguage(null, cookies.get(LANGUAGE_COOKIE), wanted);
  // What a form has sent is not sent again by a page that only looks.
  const anew = request.method === 'GET' ? lookAgain(seconds) : '';
  return `<!doctype html>
<html lang="${locale}">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <link rel="icon" href="/icon.svg" type="image/svg+xml" />
    <link rel="stylesheet" href="/plain.css" />
    ${anew}
    <title>${m.error_title_away({}, { locale })} · Kith</title>
  </head>
  <body>
    <main>
      <h1>${m.error_title_away({}, { locale })}</h1>
      <p>${m.error_text_away({}, { locale })}</p>
      <p><a href="">${m.error_again({}, { locale })}</a></p>
    </main>
  </body>
</html>
`;
}

/** A page that loads anew every few seconds takes the word from whoever has it read aloud, so a script looks first. */
const lookAgain = (seconds: number) =>
  `<script src="/again.js" type="module"></script>
    <noscript><meta http-equiv="refresh" content="${seconds}" /></noscript>`;
