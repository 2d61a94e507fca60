import { parentPort, workerData } from 'node:worker_threads';
import { sql } from 'kysely';
import { openStore } from '../../platform/db/index.ts';
import { isKithError } from '../../platform/errors.ts';
import { openFiles } from '../../platform/files/index.ts';
import { logger } from '../../platform/log.ts';
import { importArchive } from './import-archive.ts';
import type { FoundCommunity } from './import-archive.ts';
import type { Progress } from './progress.ts';
import type { Errand, FromWorker, ToWorker } from './worker-talk.ts';

const TOLD_EVERY_MS = 200;
const CONNECTIONS = 2;
const PAGES_BETWEEN_CHECKPOINTS = 8000;

await run(workerData as Errand, parentPort!);

/** Imports an archive beside whatever else the process does. */
async function run(errand: Errand, port: NonNullable<typeof parentPort>): Promise<void> {
  const tell = (message: FromWorker) => port.postMessage(message);
  const store = openStore({ ...errand, connections: CONNECTIONS });
  if (store.engine === 'sqlite') {
    // Many writes to the same pages then reach the file as one.
    await store.write((db) =>
      sql.raw(`pragma wal_autocheckpoint = ${PAGES_BETWEEN_CHECKPOINTS}`).execute(db),
    );
  }
  let stopped = false;
  let placed = (_places: [string, string][]): void => undefined;
  port.on('message', (message: ToWorker) => {
    if (message.kind === 'stop') stopped = true;
    else placed(message.places);
  });
  const placesFor = (found: FoundCommunity[]) => {
    const answer = new Promise<ReadonlyMap<string, string>>((resolve) => {
      placed = (places) => resolve(new Map(places));
    });
    tell({ kind: 'places', found });
    return answer;
  };
  try {
    const report = await importArchive(errand.job, {
      ...{ store, files: openFiles(errand, logger('error')), uploadBytes: errand.uploadBytes },
      ...{ clock: Date.now, interrupted: () => stopped, placesFor },
      watch: nowAndThen((progress) => tell({ kind: 'progress', progress: { ...progress } })),
    });
    tell({ kind: 'done', report });
  } catch (error) {
    tell({ kind: 'failed', error: described(error) });
  } finally {
    await store.close();
    port.close();
  }
}

function nowAndThen(tell: (progress: Progress) => void): (progress: Progress) => void {
  let last = 0;
  return (progress) => {
    const now = Date.now();
    if (now - last < TOLD_EVERY_MS) return;
    last = now;
    tell(progress);
  };
}

function described(error: unknown): { kind: string | null; reason: string; message: string } {
  if (isKithError(error)) return { kind: error.kind, reason: error.reason, message: error.message };
  return {
    kind: null,
    reason: 'fault',
    message: error instanceof Error ? (error.stack ?? error.message) : String(error),
  };
}
