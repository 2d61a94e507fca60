import { tmpdir } from 'node:os';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { growTo } from './growth/fill.ts';
import { installationIn, said } from './growth/kept.ts';
import { questions } from './growth/questions.ts';
import type { Installation } from './growth/fill.ts';
import { openHouse } from './house.ts';
import type { House } from './house.ts';
import { machine, middle, say } from './print.ts';

const UP_TO = Number(process.argv[2] ?? 1_000_000);
const ROUNDS = Number(process.env.BENCH_RUNS ?? 60);
const SMALL = 10_000;
const AT_MOST = 1.5;
const AT_MOST_SEARCH = 3;
const REST_MS = 8000;

const kept = process.env.BENCH_FOLDER;
const folder = kept ?? (await mkdtemp(join(tmpdir(), 'kith-growth-')));
const databases = process.env.DATABASE_URL ?? null;

try {
  say(machine());
  say(
    `${databases ? 'PostgreSQL' : 'SQLite'}; medians of ${ROUNDS} requests, each beside one to ${SMALL} messages`,
  );
  await mkdir(folder, { recursive: true });
  const small = await installationIn(join(folder, 'small'), databases);
  await growTo(SMALL, small);
  const growing = await installationIn(join(folder, 'growing'), databases);
  for (let total = SMALL; total <= UP_TO; total *= 10)
    if (total >= said(growing)) await step(small, growing, total);
} finally {
  if (kept === undefined) await rm(folder, { recursive: true, force: true });
}

async function step(small: Installation, grown: Installation, total: number): Promise<void> {
  const began = performance.now();
  await growTo(total, grown);
  const filled = (performance.now() - began) / 1000;
  const houses = [await house(small), await house(grown)] as const;
  try {
    say(`\n${total.toLocaleString('en')} messages (filled in ${filled.toFixed(0)} s)`);
    for (const [index, { what, path, search }] of questions(small).entries()) {
      const paths = [path, questions(grown)[index]!.path] as const;
      ratio(what, await sideBySide(houses, [small, grown], paths), search ? AT_MOST_SEARCH : AT_MOST);
    }
    await new Promise((later) => setTimeout(later, REST_MS));
    const [before, now] = await Promise.all(houses.map((one) => one.memory()));
    say(`${'memory of the server'.padEnd(44)} ${before!.toFixed(0)} MiB  ${now!.toFixed(0)} MiB`);
  } finally {
    await Promise.all(houses.map((one) => one.stop()));
  }
}

function house({ dataDir, databaseUrl }: Installation): Promise<House> {
  return openHouse(dataDir, databaseUrl ? { DATABASE_URL: databaseUrl } : {});
}

/** Asks both in turn, so that what else the machine does falls on both. Answers the two medians in milliseconds. */
async function sideBySide(
  houses: readonly [House, House],
  installations: readonly [Installation, Installation],
  paths: readonly [string, string],
): Promise<[number, number]> {
  const took: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round++) {
    for (const side of [0, 1] as const)
      took[side].push(await timed(houses[side].origin + paths[side], installations[side].token, round));
  }
  return [middle(took[0]), middle(took[1])];
}

/** No two requests are the same, so that no answer serves twice. */
async function timed(url: string, token: string, round: number): Promise<number> {
  const began = performance.now();
  const answer = await fetch(url, { headers: { authorization: `Bearer ${token}`, 'x-look': String(round) } });
  const body = await answer.text();
  if (!answer.ok) throw new Error(`${answer.status} from ${url}: ${body.slice(0, 200)}`);
  return performance.now() - began;
}

function ratio(what: string, [small, grown]: [number, number], most: number): void {
  const times = grown / small;
  const verdict = `(at most ${most}: ${times <= most ? 'met' : 'missed'})`;
  say(`${what.padEnd(44)} ${small.toFixed(2)} ms  ${grown.toFixed(2)} ms  × ${times.toFixed(2)}  ${verdict}`);
}
