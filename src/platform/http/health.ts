import type { Context, Hono } from 'hono';
import type { Readiness } from './readiness.ts';

const NOT_READY = 503;
const SOON = { 'retry-after': '5' };
const UNKEPT = { 'cache-control': 'no-store' };

/** What balancers and those who watch the house ask: whether the process lives, and whether it can serve people. */
export function serveHealth(routes: Hono, ready: Readiness, clock: () => number): void {
  routes.get('/healthz', (context) => context.text('alive\n', 200, UNKEPT));
  routes.get('/readyz', async (context: Context) => {
    const why = await ready.why(clock());
    if (why === null) return context.text('ready\n', 200, UNKEPT);
    return context.text(`not ready: ${why}\n`, NOT_READY, { ...UNKEPT, ...SOON });
  });
}
