import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { App } from './app.ts';
import { farewell } from './platform/http/farewell.ts';
import type { Farewell } from './platform/http/farewell.ts';
import { inTurn } from './platform/http/in-turn.ts';
import { overseer } from './platform/http/oversee.ts';
import { keepPlaces } from './platform/http/places.ts';

const OURS = /^\/(api|files|healthz|readyz)(\/|\?|$)/;
/** To whoever brings no token, these are a page that is not there. */
const METRICS = /^\/metrics(\?|$)/;
/** What needs nothing kept: the health of the moment, and the files of the pages. */
const NEVER_KEPT = /^\/((healthz|readyz)(\?|$)|_app\/)/;

/** For who names no host, as balancers that look after the health of a house by HTTP/1.0. */
const UNNAMED = 'localhost';

const LOOK_EVERY_MS = 5000;
/** Who sends a byte now and then holds a place; so heads have their time. Bodies have theirs by `app.arriving`, answers by `app.departing`. */
const PATIENCE = {
  ...{ headersTimeout: 20_000, requestTimeout: 0 },
  connectionsCheckingInterval: LOOK_EVERY_MS,
};
/** How many may knock at once, as after a restart, before somebody is turned away and waits. */
const MOST_KNOCKING = 4096;

/** What answers for everything that is not the house's own; it finds the house at `request.kith`. */
export type Pages = (request: IncomingMessage, response: ServerResponse) => unknown;

/** Listens: `/api` and `/files` are the house's own, `/live` is the wire, the rest are pages. */
export async function serve(
  app: App,
  openPages: (server: Server) => Promise<Pages>,
): Promise<{ origin: string; close: () => Promise<void> }> {
  const answer = getRequestListener(app.fetch, { hostname: UNNAMED });
  const oversee = overseer({
    ...{ log: app.log, trustProxy: app.config.trustProxy },
    answered: app.metrics.meter.answered,
  });
  const take = (request: IncomingMessage, response: ServerResponse) => {
    const isOurs = OURS.test(request.url ?? '/') && request.url !== '/api';
    Object.assign(request, { kith: app });
    leaving.attend(response);
    app.arriving.attend(request);
    app.departing.attend(response);
    const measures = METRICS.test(request.url ?? '/') && app.metrics.openTo(request.headers.authorization);
    if (measures) return void app.metrics.answer(response);
    const respond = () => (isOurs ? answer(request, response) : pages(request, response));
    oversee(request, response, () =>
      NEVER_KEPT.test(request.url ?? '/') ? respond() : app.kept.through(request, response, respond),
    );
  };
  const server = createServer(PATIENCE, inTurn(take));
  const leaving = farewell(server);
  const pages = await openPages(server);
  const sweep = () => [app.arriving, app.departing].forEach((one) => one.sweep());
  const looking = setInterval(sweep, LOOK_EVERY_MS).unref();
  server.once('close', () => clearInterval(looking));
  server.on('upgrade', (request: IncomingMessage, socket, head: Buffer) => {
    if (request.url?.split('?')[0] === '/live') void app.upgrade(request, socket, head);
    else if (server.listenerCount('upgrade') === 1) socket.destroy(); // Nobody else, such as vite, takes it.
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(app.config.port, app.config.host, MOST_KNOCKING, resolve);
  });
  keepPlaces(server, app.log);
  await app.services.imports.resume();
  const { port } = server.address() as AddressInfo;
  app.config.port = port; // Any free one was wanted where it was 0: links in mails must lead to this one.
  const host = app.config.host.includes(':') ? `[${app.config.host}]` : app.config.host;
  const origin =
    app.config.origin ??
    `http://${/^(127\.0\.0\.1|0\.0\.0\.0|\[::\])$/.test(host) ? 'localhost' : host}:${port}`;
  return { origin, close: () => closeGently(leaving, app) };
}

/** Lets browsers and balancers know, answers what is under way and whoever still comes, then closes the house. */
async function closeGently(leaving: Farewell, app: App): Promise<void> {
  app.hangUp();
  await leaving.leave();
  await app.close();
}
