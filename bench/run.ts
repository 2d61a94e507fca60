import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openHouse } from './house.ts';
import type { House } from './house.ts';
import { pagesPerSecond, sendsPerSecond } from './load.ts';
import { at, machine, middle, row, say } from './print.ts';
import { MESSAGES, PEOPLE, seed, THREADS } from './seed.ts';
import type { Seeded } from './seed.ts';
import { deliveries, openWires } from './wires.ts';

const RUNS = Number(process.env.BENCH_RUNS ?? 5);
const SECONDS = Number(process.env.BENCH_SECONDS ?? 5);
const SOCKET_RATE = 20;
const REST_MS = 15_000;

const folder = await mkdtemp(join(tmpdir(), 'kith-bench-'));
const databaseUrl = process.env.DATABASE_URL ?? null;
const env: Record<string, string> = databaseUrl ? { DATABASE_URL: databaseUrl } : {};

try {
  say(machine());
  say(`${PEOPLE} people, ${THREADS} threads, ${MESSAGES} messages; medians of ${RUNS} runs of ${SECONDS} s`);
  const full = join(folder, 'full');
  const seeded = await seed(full, databaseUrl);
  const starts = await coldStarts(full);
  const house = await openHouse(full, env);
  try {
    await measure(house, seeded, starts);
  } finally {
    await house.stop();
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function measure(house: House, seeded: Seeded, starts: number[]): Promise<void> {
  const { origin } = house;
  const thread = `${origin}/${seeded.slug}/threads/${seeded.threadNumber}`;
  const query = new URLSearchParams({ communityId: seeded.communityId, conversationId: seeded.threadId });
  const cookie = await signIn(origin, seeded);
  const idle = await memoryAtRest(house);
  const json = `${origin}/api/v1/conversations.list-messages?${query}`;
  const rate = (url: string, how?: { anew: boolean }) =>
    median(() => pagesPerSecond(url, { cookie }, SECONDS, how));
  row('signed-in page of a thread with 50 messages', '/s', await rate(thread), 1000);
  row('the same, drawn anew each time', '/s', await rate(thread, { anew: true }));
  row('the same as JSON', '/s', await rate(json), 4500);
  row('the same as JSON, read anew each time', '/s', await rate(json, { anew: true }));
  row('durable sends, 1 connection', '/s', await median(() => sendsPerSecond(origin, seeded, 1, SECONDS)));
  row(
    'durable sends, 10 connections',
    '/s',
    await median(() => sendsPerSecond(origin, seeded, 10, SECONDS)),
    1500,
  );
  const p = await arrival(origin, seeded);
  row(`delivery to ${PEOPLE} sockets at ${SOCKET_RATE} messages/s, p50`, ' ms', p.p50);
  row(`delivery to ${PEOPLE} sockets at ${SOCKET_RATE} messages/s, p99`, ' ms', p.p99, 6, 'below');
  row('memory when idle, before the load', ' MiB', idle, 128, 'below');
  row('memory after the load', ' MiB', await memoryAtRest(house));
  row('cold start to the first page', ' ms', middle(starts), 1000, 'below');
}

/** Some time after the last request, when what starting took has been given back. */
async function memoryAtRest(house: House): Promise<number> {
  await new Promise((later) => setTimeout(later, REST_MS));
  return house.memory();
}

async function coldStarts(full: string): Promise<number[]> {
  const starts: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    const copy = join(folder, `start-${run}`);
    await cp(full, copy, { recursive: true });
    const house = await openHouse(copy, env);
    starts.push(house.startMs);
    await house.stop();
  }
  return starts;
}

async function arrival(origin: string, seeded: Seeded): Promise<{ p50: number; p99: number }> {
  const runs: number[][] = [];
  for (let run = 0; run < RUNS; run++) {
    const wires = await openWires([origin], [seeded]);
    runs.push(await deliveries([origin], wires, SOCKET_RATE, SECONDS));
    wires.close();
  }
  return { p50: middle(runs.map((all) => at(all, 0.5))), p99: middle(runs.map((all) => at(all, 0.99))) };
}

async function signIn(origin: string, { email, password }: Seeded): Promise<string> {
  const answer = await fetch(`${origin}/api/v1/accounts.sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify({ email, password }),
  });
  if (!answer.ok) throw new Error(`could not sign in: ${answer.status} ${await answer.text()}`);
  return answer.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
}

async function median(figure: () => Promise<number>): Promise<number> {
  const runs: number[] = [];
  for (let run = 0; run < RUNS; run++) runs.push(await figure());
  return middle(runs);
}
