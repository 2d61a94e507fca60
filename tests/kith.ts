import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { opened, startKith } from './processes.ts';
import type { Ended, House, Kith } from './processes.ts';

/** A folder that is gone after the test. */
export async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'kith-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Runs `kith` as at a terminal, to its end. */
export function kith(...call: Parameters<typeof startKith>): Promise<Ended> {
  return running(...call).ended;
}

/** The same while it runs; it is ended with the test at the latest. */
export function running(...call: Parameters<typeof startKith>): Kith {
  const started = startKith(...call);
  onTestFinished(() => started.kill());
  return started;
}

/** Opens a house on any free port, unless the settings name one. */
export const openHouse = (settings: Record<string, string>): Promise<House> =>
  opened(running(['start'], { PORT: '0', ...settings }));
