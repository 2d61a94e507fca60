import type { Context, Hono } from 'hono';
import type { Viewer } from '../../platform/act.ts';
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
const PASSKEY_LIMIT = { times: 30, seconds: 60, together: true } as const;

/** Answers for pictures of people, and for the two steps each of adding a passkey and signing in with one. */
export function serve(routes: Hono, { store, services, addressOf }: Serving): void {
  const seen = (context: Context) =>
    viewerOf(services, context.req.raw.headers, addressOf(context), Date.now());
  routes.get('/files/people/:picture', async (context) => {
    const viewer = await seen(context);
    if (!viewer.personId) throw notFound();
    return picture(services, context.req.param('picture'), context.req.header('range'));
  });
  routes.all('/api/auth/passkey/:step', async (context) =>
    passkeyStep(context.req.param('step'), context.req.raw, await seen(context), { store, services }),
  );
}

async function picture(services: Services, name: string, range: string | undefined): Promise<Response> {
  if (!PICTURE.test(name)) throw notFound();
  const file = { name: 'picture.webp', mime: 'image/webp' };
  const answer = await serveFile(services.files, pictureKey(name), file, range);
  if (!answer) throw notFound();
  return answer;
}

const PICTURE = /^[0-9a-f-]{36}$/;

async function passkeyStep(
  step: string,
  request: Request,
  viewer: Viewer,
  { store, services }: Pick<Serving, 'store' | 'services'>,
): Promise<Response> {
  if (!PASSKEYS.includes(step)) throw notFound();
  if (request.method !== 'GET' && !isOwnPage(request.headers)) {
    throw forbidden('other-origin', 'This request came from another site.');
  }
  await services.limits.use(`passkey ${viewer.address}`, PASSKEY_LIMIT, Date.now());
  if (/regist/.test(step) && !viewer.sessionId) throw forbidden('sign-in-first', 'Sign in first.');
  const library = await services.auth.libraryWithPasskeys();
  const answer = await library.handler(withAddress(request, viewer.address));
  if (!answer.ok || !step.startsWith('verify-')) return answer;
  if (step === 'verify-authentication' && viewer.sessionId) {
    await store.write((db) => endSessions(db, viewer.personId!, { only: viewer.sessionId! }));
  }
  return withoutToken(answer);
}

function withAddress(request: Request, address: string): Request {
  const headers = new Headers(request.headers);
  headers.set(ADDRESS_HEADER, address);
  return new Request(request, { headers });
}

/** The same answer with its cookies and nothing else: the library tells scripts the session token. */
function withoutToken(answer: Response): Response {
  const headers = new Headers({ 'content-type': 'application/json', 'cache-control': 'no-store' });
  for (const cookie of answer.headers.getSetCookie()) headers.append('set-cookie', cookie);
  return new Response('{}', { headers });
}
