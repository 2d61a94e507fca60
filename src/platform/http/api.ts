import { Hono } from 'hono';
import type { Context } from 'hono';
import { refuseStranger } from '../act.ts';
import type { AnyRead, AnyVerb, Viewer } from '../act.ts';
import { forbidden, invalid, KithError, notFound } from '../errors.ts';
import { traceOf } from '../log.ts';
import type { Log } from '../log.ts';
import { inputOf } from './body.ts';
import { bringsToken, isOwnPage } from './origin.ts';
import { problemResponse } from './problem.ts';
import { queryReader } from './query.ts';

export interface ApiHouse {
  declared: readonly (AnyVerb | AnyRead)[];
  viewerOf(context: Context): Promise<Viewer>;
  act(viewer: Viewer, declared: AnyVerb | AnyRead, input: unknown, cookies: string[]): Promise<unknown>;
  uploadBytes: number;
  mayKeep(context: Context): void;
  mayTakeLonger(context: Context, personId: string): void;
  log: Log;
}

/** Every verb at POST and every read at GET `/api/v1/<domain>.<name>`, for cookies and bearer tokens. */
export function api(house: ApiHouse): Hono {
  const app = new Hono();
  const verbs = new Map(house.declared.filter((one) => one.change).map((one) => [one.name, one]));
  const reads = new Map(
    house.declared
      .filter((one) => !one.change)
      .map((one) => [one.name, { read: one as AnyRead, query: queryReader(one.input) }]),
  );
  const shared = sharedBytes();
  const refused = (error: unknown) => answerError(error, house.log);
  app.onError(refused);
  app.notFound(() => refused(notFound()));
  app.get('/api/v1/:name', async (context, next) => {
    const found = reads.get(context.req.param('name'));
    if (!found) return next();
    const viewer = await house.viewerOf(context);
    const input = found.query(new URL(context.req.url).searchParams);
    const output = await house.act(viewer, found.read, input, []);
    if (found.read.steady) house.mayKeep(context);
    return found.read.shared
      ? new Response(shared(output as object), { headers: JSON_HEADERS })
      : json(output);
  });
  app.post('/api/v1/:name', async (context, next) => {
    const found = verbs.get(context.req.param('name'));
    if (!found) return next();
    refuseForgery(context);
    const viewer = await house.viewerOf(context);
    refuseStranger(viewer, found); // Before the body, which may be large, is taken in.
    if (found.upload && viewer.personId) house.mayTakeLonger(context, viewer.personId);
    const input = await inputOf(context.req.raw, found, house.uploadBytes);
    const cookies: string[] = [];
    return json(await house.act(viewer, found, input, cookies), cookies);
  });
  app.all('/api/v1/:name', (context) => {
    const name = context.req.param('name');
    if (reads.has(name)) return answerError(wrongMethod('GET'), house.log, { allow: 'GET' });
    if (verbs.has(name)) return answerError(wrongMethod('POST'), house.log, { allow: 'POST' });
    throw notFound();
  });
  return app;
}

/** A request that rides on a cookie must come from our own pages (OWASP ASVS 5, 3.5.1 and 3.5.2). */
function refuseForgery(context: Context): void {
  if (bringsToken(context.req.raw.headers)) return;
  if (!isOwnPage(context.req.raw.headers))
    throw forbidden('other-origin', 'This request came from another site.');
}

const wrongMethod = (method: string) => invalid('method', 'wrong-method', `Call this with ${method}.`);

const JSON_HEADERS = { 'content-type': 'application/json', 'cache-control': 'no-store' };

function json(value: unknown, cookies: string[] = []): Response {
  const text = JSON.stringify(value ?? null);
  if (cookies.length === 0) return new Response(text, { headers: JSON_HEADERS });
  const headers = new Headers(JSON_HEADERS);
  for (const cookie of cookies) headers.append('set-cookie', cookie);
  return new Response(text, { headers });
}

/** The bytes of outputs that several viewers share are made once and live as long as they do. */
function sharedBytes(): (output: object) => Uint8Array<ArrayBuffer> {
  const kept = new WeakMap<object, Uint8Array<ArrayBuffer>>();
  return (output) => {
    const bytes = kept.get(output) ?? new TextEncoder().encode(JSON.stringify(output));
    kept.set(output, bytes);
    return bytes;
  };
}

/** What nobody threw on purpose is logged and told without its details. */
export function answerError(error: unknown, log: Log, headers?: Record<string, string>): Response {
  const more = { requestId: log.requestId(), headers };
  const known = problemResponse(error, more);
  if (known) return known;
  log.error('request failed', traceOf(error));
  return problemResponse(
    new KithError('unavailable', 'fault', 'Something broke on our side. Nothing was changed.'),
    more,
  )!;
}
