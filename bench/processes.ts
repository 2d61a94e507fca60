import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openHouse } from './house.ts';
import type { House } from './house.ts';
import { pagesPerSecond, sendsPerSecond } from './load.ts';
import { newDatabase } from './postgres.ts';
import { at, machine, middle, say } from './print.ts';
import { PEOPLE, seed } from './seed.ts';
import type { Seeded } from './seed.ts';
import { deliveries, openWires } from './wires.ts';

const RUNS = Number(process.env.BENCH_RUNS ?? 3);
const SECONDS = Number(process.env.BENCH_SECONDS ?? 5);
const SENDERS = 20;
const RATE = 20;

interface Load {
  what: string;
  unit: string;
  figure(origins: string[]): Promise<number>;
}

const databases = process.env.DATABASE_URL;
if (!databases) throw new Error('Set DATABASE_URL to a PostgreSQL whose account may make databases.');
const folder = await mkdtemp(join(tmpdir(), 'kith-processes-'));
const databaseUrl = await newDatabase(databases, 'processes');

try {
  say(`${machine()}; PostgreSQL; medians of ${RUNS} runs of ${SECONDS} s, 1 and 2 processes in turn`);
  const seeded = await seed(folder, databaseUrl);
  const houses = [await open(), await open()];
  try {
    for (const load of loads(seeded)) await compare(houses, load);
  } finally {
    for (const house of houses) await house.stop();
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}

function open(): Promise<House> {
  return openHouse(folder, { DATABASE_URL: databaseUrl });
}

async function compare(houses: House[], { what, unit, figure }: Load): Promise<void> {
  const origins = houses.map(({ origin }) => origin);
  const [one, two]: [number[], number[]] = [[], []];
  for (let run = 0; run < RUNS; run++) {
    one.push(await figure(origins.slice(0, 1)));
    two.push(await figure(origins));
  }
  const [alone, both] = [middle(one), middle(two)];
  const told = [alone, both].map((value) => `${value.toFixed(value < 100 ? 1 : 0).padStart(8)}${unit}`);
  say(`${what.padEnd(58)} ${told.join(' ')}  × ${(both / alone).toFixed(2)}`);
}

function loads(seeded: Seeded): Load[] {
  const query = new URLSearchParams({ communityId: seeded.communityId, conversationId: seeded.threadId });
  const headers = { authorization: `Bearer ${seeded.tokens[0]}` };
  const json = (origin: string, seconds: number) =>
    pagesPerSecond(`${origin}/api/v1/conversations.list-messages?${query}`, headers, seconds, { anew: true });
  const late = (part: number) => async (origins: string[]) => {
    const wires = await openWires(origins, [seeded]);
    const took = await deliveries(origins, wires, RATE, SECONDS);
    wires.close();
    return at(took, part);
  };
  return [
    { what: 'thread of 50 messages as JSON, anew each time', unit: '/s', figure: (all) => sum(all, json) },
    {
      what: `durable sends, ${SENDERS} connections`,
      unit: '/s',
      figure: (all) => sum(all, (one) => sendsPerSecond(one, seeded, SENDERS / all.length, SECONDS)),
    },
    { what: `delivery to ${PEOPLE} sockets at ${RATE} messages/s, p50`, unit: ' ms', figure: late(0.5) },
    { what: 'the same, p99', unit: ' ms', figure: late(0.99) },
  ];
}

/** All at the same time. */
async function sum(
  origins: string[],
  figure: (origin: string, seconds: number) => Promise<number>,
): Promise<number> {
  const figures = await Promise.all(origins.map((origin) => figure(origin, SECONDS)));
  return figures.reduce((total, one) => total + one, 0);
}
