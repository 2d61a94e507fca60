import type { IncomingMessage } from 'node:http';
import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import type { Context } from 'hono';
import type { AnyRead, AnyVerb, Viewer } from '../act.ts';
import type { Store } from '../db/index.ts';
import type { Log } from '../log.ts';
import type { Services } from '../services.ts';
import { version } from '../version.ts';
import { addressOf } from './address.ts';
import { answerError, api } from './api.ts';
import { arrivals } from './arrivals.ts';
import { departures } from './departures.ts';
import { keptAnswers } from './kept-answers.ts';
import type { KeptHouse } from './kept-answers.ts';
import { openApi } from './openapi.ts';
import { readiness } from './readiness.ts';
import { serveHealth } from './health.ts';

export { addressOfIncoming } from './address.ts';
export { personOfHandshake } from './handshake.ts';

export interface WebHouse extends KeptHouse {
  store: Store;
  declared: readonly (AnyVerb | AnyRead)[];
  /** What each part of the house is about, by the name before the dot. */
  subjects: Record<string, string>;
  viewerOf(headers: Headers, address: string): Promise<Viewer>;
  act(viewer: Viewer, declared: AnyVerb | AnyRead, input: unknown, cookies: string[]): Promise<unknown>;
  services: Services;
  log: Log;
}

/** What the house answers besides its pages: the API with its description, to which domains add their files. */
export function web(house: WebHouse) {
  const { config } = house.services;
  const address = (context: Context) => addressOf(context, config.trustProxy);
  const viewerOf = (context: Context) => house.viewerOf(context.req.raw.headers, address(context));
  const kept = keptAnswers(house);
  const arriving = arrivals(house.clock);
  const departing = departures(house.clock);
  const withRequest =
    <More extends unknown[]>(note: (request: IncomingMessage, ...more: More) => void) =>
    (context: Context, ...more: More) => {
      const { incoming } = (context.env ?? {}) as Partial<HttpBindings>;
      if (incoming) note(incoming as IncomingMessage, ...more);
    };
  const allowed = { mayKeep: withRequest(kept.allow), mayTakeLonger: withRequest(arriving.mayTakeLonger) };
  const routes = new Hono();
  routes.onError((error) => answerError(error, house.log));
  const ready = readiness(house.store);
  serveHealth(routes, ready, house.clock);
  const { declared, subjects } = house;
  const description = () => JSON.stringify(openApi({ declared, subjects, version, origin: config.origin }));
  let described: string | undefined;
  routes.get('/api/v1/openapi.json', (context) =>
    context.body((described ??= description()), 200, { 'content-type': 'application/json' }),
  );
  return {
    routes,
    kept,
    arriving,
    departing,
    ready,
    addressOf: address,
    viewerOf,
    /** Last of all: what no domain has taken is a verb, a read, or not there. */
    finish: () => routes.route('/', api({ ...house, ...allowed, viewerOf, uploadBytes: config.uploadBytes })),
  };
}
