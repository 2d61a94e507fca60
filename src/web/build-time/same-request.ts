import type { AsyncLocalStorage } from 'node:async_hooks';
import type { IncomingMessage } from 'node:http';
import type { Adapter } from '@sveltejs/kit';

/** Where the development server keeps the request that it answers; it runs beside this configuration, in one process. */
export const REQUESTS = Symbol.for('kith.requests');

/** An adapter under whose development server pages find the node request at `event.platform.req`, as they do when built. */
export function withRequests(adapter: Adapter): Adapter {
  const requests = () => (globalThis as Record<symbol, unknown>)[REQUESTS];
  const current = () => (requests() as AsyncLocalStorage<IncomingMessage> | undefined)?.getStore();
  return { ...adapter, emulate: () => ({ platform: () => ({ req: current() }) as App.Platform }) };
}
