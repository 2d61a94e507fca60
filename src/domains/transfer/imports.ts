import { rm } from 'node:fs/promises';
import { relative } from 'node:path';
import type { Config } from '../../platform/config.ts';
import type { Claims, Store } from '../../platform/db/index.ts';
import { isAway, isKithError } from '../../platform/errors.ts';
import { append } from '../../platform/facts.ts';
import { every } from '../../platform/every.ts';
import { traceOf } from '../../platform/log.ts';
import type { Log } from '../../platform/log.ts';
import { stagingPathFor } from './import-archive.ts';
import { importInWorker } from './import-in-worker.ts';
import type { RunProgress } from './import-run.ts';
import { changeRun, filesOf, findRun, runFolder } from './import-runs.ts';
import { secondsLeft, shareDone } from './progress.ts';
import type { Progress } from './progress.ts';
import type { Source } from './record.ts';
import type { Report } from './report.ts';
import type { ImportRunRow } from './tables.ts';

declare module '../../platform/services.ts' {
  interface Services {
    imports: Imports;
  }
}

/** The imports that hosts have started: one after another, behind everything else, each by one process. */
export interface Imports {
  start(run: ImportRunRow): void;
  /** Goes on with what a stop of the house, or from now on the death of another process, has interrupted. */
  resume(): Promise<void>;
  /** Resolves when none is left. */
  settled(): Promise<void>;
  /** Interrupts the one that runs; it goes on at the next start. */
  close(): Promise<void>;
}

interface Needs {
  store: Store;
  claims: Claims;
  config: Config;
  log: Log;
  clock: () => number;
}

const TOLD_EVERY_MS = 1000;
const LOOK_EVERY_MS = 10_000;
/* A house that closes does not wait longer. */
const STOPS_WITHIN_MS = 2000;
/* People talk here meanwhile. */
const AT_ONCE = 500;
const FORGOTTEN_AFTER_MS = 7 * 86_400_000;

/** Opens the queue of imports. */
export function openImports(needs: Needs): Imports {
  const stop = new AbortController();
  const queued = new Set<string>();
  let queue = Promise.resolve();
  let stopLooking: (() => void) | undefined;

  function start(run: ImportRunRow): void {
    if (queued.has(run.id)) return;
    queued.add(run.id);
    queue = queue
      .then(() => (stop.signal.aborted ? undefined : claimed(needs, run, stop.signal)))
      .catch((error: unknown) => needs.log.error('import not carried out', traceOf(error)))
      .finally(() => queued.delete(run.id));
  }

  return {
    start,
    async resume() {
      const look = () => takeUp(needs, start);
      await look();
      if (needs.store.engine === 'postgres') stopLooking ??= every(LOOK_EVERY_MS, needs.log, look);
    },
    settled: () => queue,
    async close() {
      stopLooking?.();
      stop.abort();
      await queue;
    },
  };
}

/** Of several processes, one that has the files goes on with what nobody is at. */
async function takeUp(needs: Needs, start: (run: ImportRunRow) => void): Promise<void> {
  const rows = await needs.store.read
    .selectFrom('import_run')
    .selectAll()
    .where('finished_at', 'is', null)
    .execute();
  for (const run of rows) {
    if (run.state === 'gathering') {
      if (run.started_at < needs.clock() - FORGOTTEN_AFTER_MS) await forget(needs, run);
    } else if ((await filesOf(runFolder(needs.config.dataDir, run))).length) start(run);
  }
}

/** Another process may be at it, or have done it. */
async function claimed(needs: Needs, run: ImportRunRow, stop: AbortSignal): Promise<void> {
  const claim = await needs.claims.take(`import ${run.id}`);
  if (!claim) return;
  try {
    const now = await findRun(needs.store.read, run.community_id, run.id);
    if (now && now.finished_at === null) await carryOut(needs, run, AbortSignal.any([stop, claim.lost]));
  } finally {
    await claim.release();
  }
}

async function carryOut(needs: Needs, run: ImportRunRow, stop: AbortSignal): Promise<void> {
  const { config, log } = needs;
  const folder = runFolder(config.dataDir, run);
  const stagingPath = stagingPathFor(config.dataDir, run.source as Source, [folder], run.community_id);
  try {
    const job = {
      source: run.source as Source,
      paths: [folder],
      stagingPath,
      by: run.started_by,
      atOnce: AT_ONCE,
    };
    const report = await importInWorker(job, config, {
      watch: watched(needs, run),
      placesFor: (found) => Promise.resolve(new Map(found.map(({ key }) => [key, run.community_id]))),
      stop,
      stopsWithinMs: STOPS_WITHIN_MS,
    });
    if (report.complete) await finish(needs, run, { report: withoutPlaces(report, folder) });
  } catch (error) {
    if (stop.aborted || isAway(error)) return log.warn('import interrupted', traceOf(error)); // It is gone on with.
    if (!isKithError(error)) log.error('import failed', traceOf(error));
    const { message, reason } = isKithError(error) ? error : BROKEN;
    await finish(needs, run, { failure: message, reason });
  }
}

const BROKEN = { message: 'Something broke on this installation.', reason: 'import-broke' };

/** Stores now and then how far it is; facts are for what lasts. */
function watched({ store, log, clock }: Needs, run: ImportRunRow): (progress: Progress) => void {
  const began = clock();
  let last = 0;
  let first: number | null = null;
  return (progress) => {
    const now = clock();
    first ??= shareDone(progress);
    if (now - last < TOLD_EVERY_MS) return;
    last = now;
    const left = secondsLeft(progress, (now - began) / 1000, first);
    const told: RunProgress = { share: shareDone(progress), messages: progress.placed, secondsLeft: left };
    const change = { state: progress.phase, progress: JSON.stringify(told) };
    store
      .write((db) => changeRun(db, run, change))
      .catch((error: unknown) => log.error('import progress', traceOf(error)));
  };
}

async function finish(
  { store, config, clock }: Needs,
  run: ImportRunRow,
  outcome: { report: Report } | { failure: string; reason: string },
): Promise<void> {
  const state = 'report' in outcome ? 'done' : 'failed';
  await store.write(async (db) => {
    await changeRun(db, run, { state, report: JSON.stringify(outcome), finished_at: clock() });
    const fact = { communityId: run.community_id, kind: 'import.changed', payload: { importId: run.id } };
    await append(db, { ...fact, actorId: run.started_by }, clock());
  });
  await rm(runFolder(config.dataDir, run), { recursive: true, force: true });
}

async function forget({ store, config }: Needs, run: ImportRunRow): Promise<void> {
  await rm(runFolder(config.dataDir, run), { recursive: true, force: true });
  await store.write((db) =>
    db
      .deleteFrom('import_run')
      .where('community_id', '=', run.community_id)
      .where('id', '=', run.id)
      .execute(),
  );
}

/** Where the server keeps uploads concerns nobody else. */
function withoutPlaces(report: Report, folder: string): Report {
  const first = report.skipped.first.map((one) => ({ ...one, file: relative(folder, one.file) }));
  return { ...report, skipped: { ...report.skipped, first } };
}
