import { Worker } from 'node:worker_threads';
import type { Config } from '../../platform/config.ts';
import { KithError } from '../../platform/errors.ts';
import type { ErrorKind } from '../../platform/errors.ts';
import type { FoundCommunity, Job } from './import-archive.ts';
import type { Progress } from './progress.ts';
import type { Report } from './report.ts';
import type { Errand, FromWorker, ToWorker } from './worker-talk.ts';

/* An import keeps little in memory; without a limit the collector would let garbage lie until it is much. */
const LIMITS = { maxOldGenerationSizeMb: 96, maxYoungGenerationSizeMb: 24 };

/** Imports an archive in a thread of its own, so that whatever else the process does goes on. */
export async function importInWorker(
  job: Job,
  config: Pick<Config, 'databaseUrl' | 'dataDir' | 'bucket' | 'uploadBytes'>,
  told: {
    watch(progress: Progress): void;
    placesFor(found: FoundCommunity[]): Promise<ReadonlyMap<string, string>>;
    stop: AbortSignal;
    /** When it is cut off that has not stopped by then; without this it is waited for. */
    stopsWithinMs?: number;
  },
): Promise<Report> {
  const { databaseUrl, dataDir, bucket, uploadBytes } = config;
  const workerData: Errand = { job, databaseUrl, dataDir, bucket, uploadBytes };
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData, resourceLimits: LIMITS });
  const say = (message: ToWorker) => worker.postMessage(message);
  const stop = () => {
    say({ kind: 'stop' });
    // What it has not stored by then it does again the next time, as after a fall of the machine.
    if (told.stopsWithinMs) setTimeout(() => void worker.terminate(), told.stopsWithinMs).unref();
  };
  told.stop.addEventListener('abort', stop);
  if (told.stop.aborted) stop();
  try {
    return await outcome(worker, say, told);
  } finally {
    told.stop.removeEventListener('abort', stop);
    await worker.terminate();
  }
}

function outcome(
  worker: Worker,
  say: (message: ToWorker) => void,
  told: Parameters<typeof importInWorker>[2],
): Promise<Report> {
  return new Promise((resolve, reject) => {
    worker.on('message', (message: FromWorker) => {
      if (message.kind === 'progress') told.watch(message.progress);
      else if (message.kind === 'done') resolve(message.report);
      else if (message.kind === 'failed') reject(errorFrom(message.error));
      else
        told.placesFor(message.found).then((places) => say({ kind: 'places', places: [...places] }), reject);
    });
    worker.on('error', reject);
    worker.on('exit', () => reject(new Error('the import ended without a word')));
  });
}

function errorFrom({
  kind,
  reason,
  message,
}: {
  kind: string | null;
  reason: string;
  message: string;
}): Error {
  return kind ? new KithError(kind as ErrorKind, reason, message) : new Error(message);
}
