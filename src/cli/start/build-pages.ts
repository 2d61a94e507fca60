import { writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { createBuilder } from 'vite';
import { holdTurn } from '../../platform/db/index.ts';
import type { Hold } from '../../platform/db/index.ts';
import { digestOfSources, isPagesStale, ROOT, STAMP, TURNS } from './pages.ts';

const LOOK_AGAIN_MS = 100;

// A process of its own, as building takes memory that a server had better not keep; whoever wanted it may be gone.
process.once('disconnect', () => process.exit(1));
await buildOnce();
process.exit(0);

/** Builds the pages, or waits where another process is at it: two of them would write into one folder. */
async function buildOnce(): Promise<void> {
  const turn = await myTurn();
  try {
    if (await isPagesStale()) await build();
  } finally {
    await turn.letGo();
  }
}

async function build(): Promise<void> {
  const digest = await digestOfSources();
  const builder = await createBuilder({ root: ROOT, logLevel: 'warn' }, null);
  await builder.buildApp();
  await writeFile(STAMP, digest);
}

/** The turn lasts as long as this process at most, however it ends. */
async function myTurn(): Promise<Hold> {
  let turn = holdTurn(TURNS, 'building.lock');
  if (!turn) process.send!('waiting');
  for (; !turn; turn = holdTurn(TURNS, 'building.lock')) await sleep(LOOK_AGAIN_MS);
  return turn;
}
