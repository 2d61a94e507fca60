import { existsSync } from 'node:fs';
import { open, mkdir, rm, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Config } from '../../platform/config.ts';
import { because, mend, ok } from './finding.ts';
import type { Finding } from './finding.ts';

const LEAST_FREE = 500 * 1024 * 1024;
const SLOW_SYNC_MS = 50;
const SYNCS = 5;

/** The data folder: it can be written to, there is room, and the disk really stores what it is told to. */
export async function lookAtFolder({ dataDir }: Config): Promise<Finding[]> {
  const isNew = !existsSync(dataDir);
  const folder = isNew ? nearestAbove(dataDir) : dataDir;
  try {
    const took = await timeSync(folder);
    const place = isNew ? `${dataDir} is not there yet; the first start makes it` : dataDir;
    return [ok('folder', place), await lookAtRoom(folder), sayOfSync(took)];
  } catch (error) {
    const todo = 'Give the folder to the account that runs Kith, or name another one with DATA_DIR.';
    return [mend('folder', `${folder} cannot be written to: ${because(error)}`, todo)];
  }
}

function nearestAbove(path: string): string {
  const above = dirname(path);
  return existsSync(above) || above === path ? above : nearestAbove(above);
}

async function lookAtRoom(folder: string): Promise<Finding> {
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  const says = `${(free / 1024 ** 3).toFixed(1)} GB free`;
  return free > LEAST_FREE
    ? ok('room', says)
    : mend('room', says, 'Make room on this disk: a full one stops all writing.');
}

/** Milliseconds that a small write usually takes until it is on the disk, as each message does. */
async function timeSync(folder: string): Promise<number> {
  const draft = join(folder, `.kith-doctor-${process.pid}`);
  await mkdir(draft);
  try {
    const file = await open(join(draft, 'sync'), 'w');
    const took: number[] = [];
    for (let i = 0; i < SYNCS; i++) {
      const start = performance.now();
      await file.write('kith');
      await file.sync();
      took.push(performance.now() - start);
    }
    await file.close();
    return took.sort((a, b) => a - b)[Math.floor(SYNCS / 2)]!;
  } finally {
    await rm(draft, { recursive: true });
  }
}

function sayOfSync(took: number): Finding {
  const says = `a write is on it after ${took.toFixed(1)} ms`;
  if (took < SLOW_SYNC_MS) return ok('disk', says);
  return mend('disk', says, 'That is slow: a network or memory card disk? Put DATA_DIR on a local one.');
}
