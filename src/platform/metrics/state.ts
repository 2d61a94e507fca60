import type { Registry } from 'prom-client';
import type { DatabaseUse } from '../db/index.ts';

/** What is now, asked for each time that somebody looks. */
export interface State {
  sockets(): number;
  /** The communities that somebody watches. */
  watched(): unknown[];
  database(): DatabaseUse;
  /** Facts that wait for a reaction, and since when the oldest does, in UTC milliseconds. */
  behind(): Promise<{ facts: number; since: number | null }>;
  clock(): number;
}

type Prom = typeof import('prom-client');

/** Tells of the house's state in a registry. */
export function tellState(prom: Prom, registry: Registry, state: State): void {
  const gauge = (name: string, help: string, value: () => number) =>
    new prom.Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        this.set(value());
      },
    });
  gauge('kith_live_sockets', 'Sockets that are open.', state.sockets);
  gauge('kith_watched_communities', 'Communities that somebody watches here.', () => state.watched().length);
  tellReactions(prom, registry, state);
  tellDatabase(prom, registry, state, gauge);
}

function tellReactions(prom: Prom, registry: Registry, { behind, clock }: State): void {
  const registers = [registry];
  const age = new prom.Gauge({
    name: 'kith_reactions_behind_seconds',
    help: 'How long the oldest fact has waited for a reaction; 0 when none waits.',
    registers,
  });
  new prom.Gauge({
    name: 'kith_reactions_behind_facts',
    help: 'Facts that a reaction is still to take up.',
    registers,
    async collect() {
      // While the database is away the rest is still to be seen.
      const found = await behind().catch(() => null);
      this.set(found ? found.facts : NaN);
      age.set(found ? (found.since === null ? 0 : Math.max(0, clock() - found.since) / 1000) : NaN);
    },
  });
}

type NewGauge = (name: string, help: string, value: () => number) => unknown;

function tellDatabase(prom: Prom, registry: Registry, { database }: State, gauge: NewGauge): void {
  const count = (name: string, help: string, value: (use: DatabaseUse) => number) =>
    new prom.Counter({
      name,
      help,
      registers: [registry],
      collect() {
        this.reset();
        this.inc(value(database()));
      },
    });
  count('kith_database_queries_total', 'Queries that were asked.', ({ queries }) => queries.times);
  count('kith_database_query_seconds_total', 'Time in them.', ({ queries }) => queries.ms / 1000);
  count('kith_database_writes_total', 'Writes that were to be made durable.', ({ writes }) => writes.times);
  count(
    'kith_database_write_seconds_total',
    'Time from when a write was asked for to when it was durable, or failed.',
    ({ writes }) => writes.ms / 1000,
  );
  gauge('kith_database_writes_waiting', 'Writes that are not durable yet.', () => database().writes.waiting);
  for (const state of ['open', 'idle', 'waiting'] as const)
    gauge(`kith_database_pool_${state}`, POOL[state], () => database().pool?.[state] ?? 0);
}

const POOL = {
  open: 'Connections to PostgreSQL.',
  idle: 'Those of them that nobody uses.',
  waiting: 'Those who wait for a connection.',
};
