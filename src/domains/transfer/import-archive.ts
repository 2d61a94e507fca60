import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { insertMany } from '../../platform/db/index.ts';
import type { Store } from '../../platform/db/index.ts';
import type { FileStore } from '../../platform/files/index.ts';
import { placeCommunity } from './placing/place-archive.ts';
import type { Placing } from './placing/placing.ts';
import type { Progress } from './progress.ts';
import type { Source } from './record.ts';
import { reportOf } from './report.ts';
import type { Report } from './report.ts';
import { archiveFiles } from './staging/archive-files.ts';
import type { ArchiveFile } from './staging/archive-files.ts';
import { holdsSameFiles, layArchive } from './staging/lay-archive.ts';
import { noted } from './staging/note.ts';
import { openStaging } from './staging/open-staging.ts';
import type { Staging } from './staging/open-staging.ts';
import { settle } from './staging/settle.ts';

/** An archive, and who brings it. */
export interface Job {
  source: Source;
  paths: string[];
  /** Where its order is worked out; an interrupted import is gone on with from there. */
  stagingPath: string;
  /** The host who brings it; null for whoever runs the installation. */
  by: string | null;
  /** How many messages go in together: many are faster, few let others write in between. */
  atOnce: number;
}

/** A place that the archive tells of. */
export interface FoundCommunity {
  key: string;
  name: string;
}

export interface House {
  store: Store;
  files: FileStore;
  uploadBytes: number;
  clock(): number;
  watch(progress: Progress): void;
  interrupted(): boolean;
  /** Says into which of the house's communities each of the archive's goes. */
  placesFor(found: FoundCommunity[]): Promise<ReadonlyMap<string, string>>;
}

/** Brings an archive into the house. What has come in before is not brought again. */
export async function importArchive(job: Job, house: House): Promise<Report> {
  const began = house.clock();
  const files = await archiveFiles(job.source, job.paths);
  const staging = await stagingFor(job, files);
  const progress = watched(house);
  try {
    await layArchive(staging, job.source, files, progress.read, () => house.interrupted());
    const complete = !house.interrupted() && (await placeAll(staging, job, house, progress));
    if (complete) await countAnew(house.store);
    const report = reportOf(staging, job.source, complete, (house.clock() - began) / 1000);
    staging.close();
    if (complete) await removeStaging(job.stagingPath);
    return report;
  } catch (error) {
    staging.close();
    throw error;
  }
}

/** Where an import of these paths into this place works things out; the same call finds it again. */
export function stagingPathFor(dataDir: string, source: Source, paths: string[], into: string): string {
  const name = createHash('sha256')
    .update(JSON.stringify([source, into, paths]))
    .digest('hex')
    .slice(0, 16);
  return join(dataDir, 'imports', `${source}-${name}.sqlite`);
}

/** Goes on with what was begun, unless the files have changed since or the machine has stopped. */
async function stagingFor({ stagingPath }: Job, files: ArchiveFile[]): Promise<Staging> {
  const staging = openStaging(stagingPath);
  if (holdsSameFiles(staging, files) && staging.isWhole) return staging;
  staging.close();
  await removeStaging(stagingPath);
  return openStaging(stagingPath);
}

async function removeStaging(path: string): Promise<void> {
  for (const ending of ['', '-journal']) await rm(path + ending, { force: true });
}

async function placeAll(staging: Staging, job: Job, house: House, progress: Watched): Promise<boolean> {
  settle(staging);
  progress.ordered(staging);
  const found = staging.statement('select key, name from staged_community order by key').all();
  const communities = found.map((row) => ({ key: row['key'] as string, name: row['name'] as string }));
  const places = await house.placesFor(communities);
  const placing: Placing = {
    ...{ staging, source: job.source, by: job.by, atOnce: job.atOnce, many: insertMany() },
    watch: progress.placed,
    ...{ store: house.store, files: house.files, uploadBytes: house.uploadBytes },
    ...{ clock: () => house.clock(), interrupted: () => house.interrupted() },
  };
  for (const { key } of communities) {
    const communityId = places.get(key);
    if (communityId && !(await placeCommunity(placing, key, communityId))) return false;
  }
  return true;
}

/** PostgreSQL counts by itself some minutes later; until then it would answer as if what came in were not there. */
async function countAnew({ engine, write }: Store): Promise<void> {
  if (engine === 'postgres') await write((db) => sql`analyze`.execute(db));
}

type Watched = ReturnType<typeof watched>;

function watched(house: House) {
  const progress: Progress = { phase: 'reading', bytesRead: 0, bytes: 0, messages: 0, placed: 0, total: 0 };
  const tell = (change: Partial<Progress>) => house.watch(Object.assign(progress, change));
  return {
    read: (bytesRead: number, bytes: number, messages: number) => tell({ bytesRead, bytes, messages }),
    ordered(staging: Staging): void {
      const { total, left } = staging
        .statement(
          'select sum(messages) as total, sum(case when placed then 0 else messages end) as left from staged_conversation',
        )
        .get() as { total: number | null; left: number | null };
      const messages = noted(staging, 'messages');
      tell({ phase: 'placing', messages, total: total ?? 0, placed: (total ?? 0) - (left ?? 0) });
    },
    placed: (more: number) => tell({ placed: progress.placed + more }),
  };
}
