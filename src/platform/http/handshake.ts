import type { IncomingMessage } from 'node:http';
import type { Viewer } from '../act.ts';
import { addressOfIncoming } from './address.ts';
import { bringsToken, isOwnPage } from './origin.ts';

/**
 * Who opens a socket: the handshake carries the cookie or token of any request, and comes from our own pages.
 * A token must allow reading.
 */
export async function personOfHandshake(
  request: IncomingMessage,
  trustProxy: boolean,
  viewerOf: (headers: Headers, address: string) => Promise<Viewer>,
): Promise<string | null> {
  const headers = new Headers(
    Object.entries(request.headersDistinct).map(([name, values]): [string, string] => [
      name,
      values!.join(name === 'cookie' ? '; ' : ', '),
    ]),
  );
  if (!bringsToken(headers) && !isOwnPage(headers)) return null;
  const { personId, scopes } = await viewerOf(headers, addressOfIncoming(request, trustProxy));
  return scopes && !scopes.includes('read') ? null : personId;
}
