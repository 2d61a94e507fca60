import type { Histogram, Registry } from 'prom-client';
import { isKithError } from '../errors.ts';
import type { ErrorKind } from '../errors.ts';
import type { Answered } from '../http/oversee.ts';

/** Takes down what happens. Every label is one of few words of the house's own, never of people's. */
export interface Meter {
  answered(how: Answered): void;
  /** Runs a verb or read, and takes down how it ended and how long it took. */
  acting<T>(name: string, work: () => Promise<T>): Promise<T>;
  /** A fact of this time, in UTC milliseconds, has gone out to those who watch. */
  delivered(at: number): void;
  slowReaderDropped(): void;
}

/** For a house that nobody measures. */
export const noMeter: Meter = {
  answered: () => undefined,
  acting: (_, work) => work(),
  delivered: () => undefined,
  slowReaderDropped: () => undefined,
};

const REQUEST_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];
const VERB_SECONDS = [0.001, 0.005, 0.02, 0.1, 0.5, 2];
const DELIVERY_SECONDS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5, 30];

/** A meter whose findings lie in a registry. */
export function openMeter(
  prom: typeof import('prom-client'),
  registry: Registry,
  clock: () => number,
): Meter {
  const registers = [registry];
  const requests = new prom.Histogram({
    name: 'kith_request_seconds',
    help: 'Requests by the kind of what they ask for and how they ended.',
    labelNames: ['route', 'status'],
    buckets: REQUEST_SECONDS,
    registers,
  });
  const verbs = new prom.Histogram({
    name: 'kith_verb_seconds',
    help: 'Verbs and reads by name, and by ok or the kind of refusal.',
    labelNames: ['verb', 'outcome'],
    buckets: VERB_SECONDS,
    registers,
  });
  const delivery = new prom.Histogram({
    name: 'kith_fact_delivery_seconds',
    help: 'From when a change began to when it has gone out to the sockets that watch.',
    buckets: DELIVERY_SECONDS,
    registers,
  });
  const dropped = new prom.Counter({
    name: 'kith_slow_readers_dropped_total',
    help: 'Sockets that were let go as they did not keep up.',
    registers,
  });
  return {
    answered: ({ route, status, ms }) => requests.observe({ route, status }, ms / 1000),
    acting: (name, work) => acting(verbs, name, work),
    delivered: (at) => delivery.observe(Math.max(0, clock() - at) / 1000),
    slowReaderDropped: () => dropped.inc(),
  };
}

async function acting<T>(verbs: Histogram, verb: string, work: () => Promise<T>): Promise<T> {
  const began = performance.now();
  const took = (outcome: 'ok' | 'fault' | ErrorKind) =>
    verbs.observe({ verb, outcome }, (performance.now() - began) / 1000);
  try {
    const output = await work();
    took('ok');
    return output;
  } catch (error) {
    took(isKithError(error) ? error.kind : 'fault');
    throw error;
  }
}
