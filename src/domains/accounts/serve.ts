import type { Context, Hono } from 'hono';
import type { Store } from '../../platform/db/index.ts';
import { forbidden, notFound } from '../../platform/errors.ts';
import { serveFile } from '../../platform/files/index.ts';
import { isOwnPage } from '../../platform/http/origin.ts';
import type { Services } from '../../platform/services.ts';
import { pictureKey } from './picture.ts';
import { ADDRESS_HEADER } from './session-cookie.ts';
import { endSessions } from './sessions.ts';
import { viewerOf } from './viewer.ts';

interface Serving {
  store: Store;
  services: Services;
  addressOf(context: Context): string;
}

/** All of better-auth that browsers may call; everything else of it is reached through verbs alone. */
const PASSKEYS = [
  'generate-register-options',
  'verify-registration',
  'generate-authenticate-options',
  'verify-authentication',
];
const PASSKEY_LIMIT = { times: 30, seconds: 60 };

/** Answers for pictures of people, and for the two steps each of adding a passkey and signing in with one. */
export function serve(routes: Hono, serving: Serving): void {
  const { services, store, addressOf } = serving;
  const seen = (context: Context) =>
    viewerOf(services, context.req.raw.headers, addressOf(context), Date.now());

  routes.get('/files/people/:picture', async (context) => {
    const viewer = await seen(context);
    const picture = context.req.param('picture');
    if (!viewer.personId || !PICTURE.test(picture)) throw notFound();
    const file = { name: 'picture.webp', mime: 'image/webp' };
    const answer = await serveFile(services.files, pictureKey(picture), file, context.req.header('range'));
    if (!answer) throw notFound();
    return answer;
  });

  routes.all('/api/auth/passkey/:step', async (context) => {
    const step = context.req.param('step');
    if (!PASSKEYS.includes(step)) throw notFound();
    if (context.req.method !== 'GET' && !isOwnPage(context.req.raw.headers)) {
      throw forbidden('other-origin', 'This request came from another site.');
    }
    const viewer = await seen(context);
    services.limits.use(`passkey ${viewer.address}`, PASSKEY_LIMIT, Date.now());
    if (/regist/.test(step) && !viewer.sessionId) throw forbidden('sign-in-first', 'Sign in first.');
    const answer = await (
      await services.auth.libraryWithPasskeys()
    ).handler(withAddress(context.req.raw, viewer.address));
    if (step === 'verify-authentication' && answer.ok && viewer.sessionId) {
      await store.write((db) => endSessions(db, viewer.personId!, { only: viewer.sessionId! }));
    }
    return answer;
  });
}

const PICTURE = /^[0-9a-f-]{36}$/;

function withAddress(request: Request, address: string): Request {
  const headers = new Headers(request.headers);
  headers.set(ADDRESS_HEADER, address);
  return new Request(request, { headers });
}
