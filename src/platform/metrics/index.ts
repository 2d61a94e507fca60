import { createHash, timingSafeEqual } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { noMeter, openMeter } from './meter.ts';
import type { Meter } from './meter.ts';
import { tellState } from './state.ts';
import type { State } from './state.ts';

export type { Meter } from './meter.ts';

export interface Metrics {
  meter: Meter;
  /** Lets it tell of what is now, besides what has happened. */
  watch(state: State): void;
  /** Whether a request that brings this header may see them. */
  openTo(authorization: string | undefined): boolean;
  answer(response: ServerResponse): Promise<void>;
}

const OUR_PREFIX = 'kith_';

/** What Prometheus may ask for with the token; without one nothing is measured, and there is nothing to see. */
export async function openMetrics(token: string | null, clock: () => number): Promise<Metrics> {
  if (token === null) return unmeasured;
  const { default: prom } = await import('prom-client');
  const registry = new prom.Registry();
  prom.collectDefaultMetrics({ register: registry, prefix: OUR_PREFIX });
  const expected = digest(`Bearer ${token}`);
  return {
    meter: openMeter(prom, registry, clock),
    watch: (state) => tellState(prom, registry, state),
    openTo: (authorization = '') => timingSafeEqual(digest(authorization), expected),
    async answer(response) {
      const said = await registry.metrics();
      response
        .writeHead(200, { 'content-type': registry.contentType, 'cache-control': 'no-store' })
        .end(said);
    },
  };
}

const unmeasured: Metrics = {
  meter: noMeter,
  watch: () => undefined,
  openTo: () => false,
  answer: () => Promise.reject(new Error('nothing is measured here')),
};

const digest = (text: string) => createHash('sha256').update(text).digest();
