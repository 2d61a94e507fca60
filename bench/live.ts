import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inApp, inTurn, openCommunity, settle, tokenOf } from './crowd.ts';
import type { Place } from './crowd.ts';
import { openHouse } from './house.ts';
import type { House } from './house.ts';
import { newDatabase } from './postgres.ts';
import { at, machine, row, say } from './print.ts';
import { deliveries, openWires } from './wires.ts';
import type { Room } from './wires.ts';

const SECONDS = Number(process.env.BENCH_SECONDS ?? 5);
const BOUND_MS = 250;
const STEADY = 20;
const WARM_UP_S = 3;
const REST_MS = 15_000;
const RATES = [20, 100, 300, 600, 1000, 1300, 1600, 2000, 2500, 3000];

const folder = await mkdtemp(join(tmpdir(), 'kith-live-'));

try {
  say(machine());
  await listen('150 sockets in one room', 1, 150);
  await listen('5,000 sockets over 100 communities', 100, 50);
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function listen(what: string, communities: number, people: number): Promise<void> {
  say(`\n${what}`);
  const databases = process.env.DATABASE_URL;
  const databaseUrl = databases ? await newDatabase(databases, `live_${communities}`) : null;
  const place = { dataDir: join(folder, String(communities)), databaseUrl };
  const rooms = await openRooms(place, communities, people);
  const house = await openHouse(place.dataDir, databaseUrl ? { DATABASE_URL: databaseUrl } : {});
  try {
    await measure(house, rooms, communities * people);
  } finally {
    await house.stop();
  }
}

/** Communities of so many people each, everybody with a token. */
async function openRooms(place: Place, communities: number, people: number): Promise<Room[]> {
  return inApp(place, async (app) => {
    const everybody = await settle(app, communities * people);
    const rooms: Room[] = [];
    for (let community = 0; community < communities; community++) {
      const some = everybody.slice(community * people, (community + 1) * people);
      const opened = await openCommunity(app, some, `c${community}`);
      rooms.push({ ...opened, tokens: await inTurn(some, tokenOf) });
    }
    return rooms;
  });
}

async function measure(house: House, rooms: Room[], sockets: number): Promise<void> {
  const { origin } = house;
  await rest();
  const before = await house.memory();
  const wires = await openWires([origin], rooms);
  await rest();
  row('memory for each socket', ' KiB', ((await house.memory()) - before) * (1024 / sockets));
  await deliveries([origin], wires, STEADY, WARM_UP_S);
  wires.close();
  let sustained = 0;
  for (const rate of RATES) {
    const took = await atRate(origin, rooms, rate);
    const [usual, late] = [at(took, 0.5), at(took, 0.99)];
    say(`  ${String(rate).padStart(5)} messages/s: p50 ${usual.toFixed(1)} ms, p99 ${late.toFixed(1)} ms`);
    if (late > BOUND_MS) break;
    sustained = rate;
  }
  row(`sustained with p99 below ${BOUND_MS} ms`, ' messages/s', sustained);
  row('which are so many deliveries', '/s', (sustained * sockets) / rooms.length);
}

/** Over wires of its own: these answer no heartbeat, so they are let go after half a minute. */
async function atRate(origin: string, rooms: Room[], rate: number): Promise<number[]> {
  const wires = await openWires([origin], rooms);
  const took = await deliveries([origin], wires, rate, SECONDS);
  wires.close();
  return took;
}

async function rest(): Promise<void> {
  await new Promise((later) => setTimeout(later, REST_MS));
}
