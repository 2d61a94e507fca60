import type { IncomingMessage, ServerResponse } from 'node:http';
import { pathToFileURL } from 'node:url';
import { resolve } from 'node:path';

export type Listener = (request: IncomingMessage, response: ServerResponse) => unknown;

/**
 * The built pages as a listener for node:http. `origin` is the address that browsers use, or null to take it from the
 * request as plain http; forms from any other origin are refused. `bodyLimit` is in bytes; `addressOf` says from where a
 * request comes. Throws when there is no build.
 */
export async function loadPages(options: {
  build: string;
  origin: string | null;
  bodyLimit: number;
  addressOf: (request: IncomingMessage) => string;
}): Promise<Listener> {
  process.env['KITH_WEB_PROTOCOL_HEADER'] = 'x-kith-protocol';
  process.env['KITH_WEB_HOST_HEADER'] = 'x-kith-host';
  process.env['KITH_WEB_ADDRESS_HEADER'] = 'x-kith-address';
  process.env['KITH_WEB_BODY_SIZE_LIMIT'] = String(options.bodyLimit);
  const { handler } = await import(pathToFileURL(resolve(options.build, 'handler.js')).href);
  const fixed = options.origin ? new URL(options.origin) : null;
  return (request, response) => {
    const host = fixed?.host ?? request.headers.host;
    if (!host) return response.writeHead(400).end('Bad Request'); // The pages would say so beside the log.
    request.headers['x-kith-protocol'] = fixed ? fixed.protocol.slice(0, -1) : 'http';
    request.headers['x-kith-host'] = host;
    request.headers['x-kith-address'] = options.addressOf(request);
    return handler(request, response, () => response.writeHead(404).end());
  };
}
