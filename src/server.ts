import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { App } from './app.ts';
import { overseer } from './platform/http/oversee.ts';

const OURS = /^\/(api|files)(\/|\?|$)/;
const CLOSE_WITHIN_MS = 8000;

/** What answers for everything that is not the house's own; it finds the house at `request.kith`. */
export type Pages = (request: IncomingMessage, response: ServerResponse) => void;

/** Listens: `/api` and `/files` are the house's own, `/live` is the wire, the rest are pages. */
export async function serve(
  app: App,
  openPages: (server: Server) => Promise<Pages>,
): Promise<{ origin: string; close: () => Promise<void> }> {
  const answer = getRequestListener(app.fetch);
  const oversee = overseer({ log: app.log, trustProxy: app.config.trustProxy });
  const server = createServer({ requestTimeout: 60_000, headersTimeout: 20_000 }, (request, response) => {
    const isOurs = OURS.test(request.url ?? '/') && request.url !== '/api';
    Object.assign(request, { kith: app });
    oversee(request, response, () => {
      void app.kept.through(request, response, () =>
        isOurs ? void answer(request, response) : pages(request, response),
      );
    });
  });
  const pages = await openPages(server);
  server.on('upgrade', (request: IncomingMessage, socket, head: Buffer) => {
    if (request.url?.split('?')[0] === '/live') void app.upgrade(request, socket, head);
    else if (server.listenerCount('upgrade') === 1) socket.destroy(); // Nobody else, such as vite, takes it.
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(app.config.port, app.config.host, resolve);
  });
  await app.services.imports.resume();
  const { port } = server.address() as AddressInfo;
  const host = app.config.host.includes(':') ? `[${app.config.host}]` : app.config.host;
  const origin =
    app.config.origin ?? `http://${/^(127\.0\.0\.1|0\.0\.0\.0)$/.test(host) ? 'localhost' : host}:${port}`;
  return { origin, close: () => closeGently(server, app) };
}

/** Takes no new requests, lets those under way finish, then closes the house. */
async function closeGently(server: Server, app: App): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  app.hangUp();
  server.closeIdleConnections();
  const force = setTimeout(() => server.closeAllConnections(), CLOSE_WITHIN_MS);
  await closed;
  clearTimeout(force);
  await app.close();
}
