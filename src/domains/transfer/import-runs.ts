import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { Db } from '../../platform/db/index.ts';
import { conflict } from '../../platform/errors.ts';
import { personCards } from '../accounts/index.ts';
import type { ImportRunView, RunProgress } from './import-run.ts';
import type { Report } from './report.ts';
import type { ImportRunRow } from './tables.ts';

/** Where the files of a community's runs lie until they are done. */
export const runsFolder = (dataDir: string, communityId: string) => join(dataDir, 'imports', communityId);

/** Where the files of a run lie until it is done. */
export const runFolder = (dataDir: string, { community_id, id }: Pick<ImportRunRow, 'community_id' | 'id'>) =>
  join(runsFolder(dataDir, community_id), id);

/**
 * A run has its folder here before it is known of, so one that has none was begun on another machine, where each has a
 * data folder of its own: part of an archive would be brought in for all of it.
 */
export function refuseElsewhere(dataDir: string, run: ImportRunRow): void {
  if (existsSync(runFolder(dataDir, run))) return;
  throw conflict(
    'archive-elsewhere',
    'What came before of this archive lies on another machine. Bring it in on the command line: kith import.',
  );
}

export async function findRun(db: Db, communityId: string, id: string): Promise<ImportRunRow | undefined> {
  return db
    .selectFrom('import_run')
    .selectAll()
    .where('community_id', '=', communityId)
    .where('id', '=', id)
    .executeTakeFirst();
}

export async function changeRun(
  db: Db,
  { community_id, id }: Pick<ImportRunRow, 'community_id' | 'id'>,
  change: Partial<ImportRunRow>,
): Promise<void> {
  await db
    .updateTable('import_run')
    .set(change)
    .where('community_id', '=', community_id)
    .where('id', '=', id)
    .execute();
}

/** What hosts see of runs. */
export async function runViews(db: Db, dataDir: string, rows: ImportRunRow[]): Promise<ImportRunView[]> {
  const people = await personCards(
    db,
    rows.map((row) => row.started_by),
  );
  return Promise.all(
    rows.map(async (row) => {
      const progress = row.progress ? (JSON.parse(row.progress) as RunProgress) : null;
      const told = row.report
        ? (JSON.parse(row.report) as { report?: Report; failure?: string; reason?: string })
        : {};
      return {
        communityId: row.community_id,
        id: row.id,
        source: row.source as ImportRunView['source'],
        state: row.state as ImportRunView['state'],
        startedBy: people.get(row.started_by) ?? null,
        startedAt: row.started_at,
        finishedAt: row.finished_at,
        files: await filesOf(runFolder(dataDir, row)),
        share: row.state === 'done' ? 1 : (progress?.share ?? 0),
        messages: progress?.messages ?? 0,
        secondsLeft: progress?.secondsLeft ?? null,
        report: told.report ?? null,
        failure: told.failure ?? null,
        failureReason: told.reason ?? null,
      };
    }),
  );
}

export async function filesOf(folder: string): Promise<{ path: string; size: number }[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile() && !entry.name.startsWith('.'));
  return Promise.all(
    files.map(async (entry) => {
      const path = join(entry.parentPath, entry.name);
      return { path: relative(folder, path), size: (await stat(path)).size };
    }),
  );
}
