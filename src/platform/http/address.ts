import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import type { IncomingMessage } from 'node:http';

/** The network address that a request came from; behind a trusted proxy, the one that the proxy saw. */
export function addressOf(context: Context, trustProxy: boolean): string {
  const incoming = (context.env as Partial<HttpBindings> | undefined)?.incoming;
  return incoming ? addressOfIncoming(incoming, trustProxy) : 'inside';
}

/** The same for a bare node request. */
export function addressOfIncoming(incoming: IncomingMessage, trustProxy: boolean): string {
  const forwarded = trustProxy ? incoming.headers['x-forwarded-for'] : undefined;
  const last = [forwarded ?? []].flat().join(',').split(',').at(-1)?.trim();
  return last || incoming.socket.remoteAddress || 'unknown';
}
