import { existsSync } from 'node:fs';
import { rename, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { countAll, lineOf, openMoment, tallying } from '../../../platform/copies/index.ts';
import type { Place, Snapshot, TableShape, Tallies } from '../../../platform/copies/index.ts';
import { conflict } from '../../../platform/errors.ts';
import type { FileStore } from '../../../platform/files/index.ts';
import { inInstallation, noInstallation } from '../moving/in-installation.ts';
import { counting } from '../moving/told.ts';
import type { Told } from '../moving/told.ts';
import { FORMAT, HEAD, PART_CHARACTERS, TAIL, fileName, isKey, partName } from './archive-format.ts';
import type { Head, Tail } from './archive-format.ts';
import { inDraft } from './drafts.ts';
import { asNoRoom } from './no-room.ts';
import { settleFolder, writeArchive } from './write-archive.ts';
import type { ArchiveWriter } from './write-archive.ts';

/** What a backup holds, and where it lies. */
export interface Backup extends Tail {
  file: string;
  bytes: number;
}

/** What a backup is called unless told otherwise, by the second at which it is made. */
export const nameOfBackup = (now: number) =>
  `kith-${new Date(now).toISOString().slice(0, 19).replaceAll(':', '-')}Z.tar.gz`;

/**
 * Writes all of an installation as it is now into one archive, whoever writes meanwhile; null when it was interrupted.
 * The file is there whole or not at all. Throws conflict where it is there already, or nothing is to be backed up.
 */
export async function makeBackup(
  from: Place,
  files: FileStore,
  file: string,
  told: Told & { clock(): number },
): Promise<Backup | null> {
  if (existsSync(file)) throw conflict('file-there', `${file} is there already, and is not overwritten.`);
  await refuseNothing(from);
  const folder = dirname(file);
  const made = inDraft(folder, told.clock(), async (drafts) => {
    const draft = join(drafts, basename(file));
    const tail = await fill(from, files, { drafts, draft }, told);
    if (!tail) return null;
    await rename(draft, file);
    await settleFolder(folder);
    return { ...tail, file, bytes: (await stat(file)).size };
  });
  return made.catch((error: unknown) => {
    throw asNoRoom(error, folder);
  });
}

async function refuseNothing(from: Place): Promise<void> {
  const nothing = () => conflict('nothing-there', noInstallation(from, 'backed up'));
  await inInstallation(from, nothing, () => Promise.resolve());
}

type Where = { drafts: string; draft: string };

/** Rows first: what they speak of was stored before them, and files that come later harm nobody. */
async function fill(from: Place, files: FileStore, where: Where, told: Told & { clock(): number }) {
  const snapshot = await openMoment(from, where.drafts);
  const archive = writeArchive(where.draft, join(where.drafts, 'sums'));
  try {
    await archive.add(HEAD, json(headOf(from, snapshot, told.clock())));
    const tables = await addTables(archive, snapshot, told);
    const kept = tables && (await addFiles(archive, files, told));
    if (!tables || !kept) return null;
    let tail!: Tail;
    await archive.finish(TAIL, (sums) => JSON.stringify((tail = { tables, files: kept, sums })));
    return tail;
  } finally {
    await archive.giveUp();
    await snapshot.close();
  }
}

const json = (value: unknown) => Buffer.from(`${JSON.stringify(value, null, 2)}\n`);

function headOf(from: Place, { migrations, tables }: Snapshot, now: number): Head {
  return {
    ...{ kith: 'backup', format: FORMAT, madeAt: new Date(now).toISOString() },
    engine: from.databaseUrl ? 'postgres' : 'sqlite',
    migrations,
    tables: tables.map(({ name, columns }) => ({ name, columns })),
  };
}

async function addTables(archive: ArchiveWriter, snapshot: Snapshot, told: Told): Promise<Tallies | null> {
  const count = counting(told, 'rows', await countAll(snapshot));
  const tallies: Tallies = {};
  for (const table of snapshot.tables) {
    const sum = tallying();
    for await (const { part, lines } of partsOf(snapshot, table)) {
      if (told.interrupted()) return null;
      for (const line of lines) sum.add(line);
      await archive.add(partName(table.name, part), Buffer.from(`${lines.join('\n')}\n`));
      count(lines.length);
    }
    tallies[table.name] = sum.tally();
  }
  return tallies;
}

async function* partsOf(
  snapshot: Snapshot,
  table: TableShape,
): AsyncIterable<{ part: number; lines: string[] }> {
  let [part, lines, characters] = [1, [] as string[], 0];
  for await (const { rows } of snapshot.rows(table, {})) {
    for (const row of rows) characters += lines[lines.push(lineOf(row)) - 1]!.length;
    if (characters < PART_CHARACTERS) continue;
    yield { part, lines };
    [part, lines, characters] = [part + 1, [], 0];
  }
  if (lines.length) yield { part, lines };
}

async function addFiles(archive: ArchiveWriter, files: FileStore, told: Told) {
  const watch = counting(told, 'files', 0);
  const kept = { count: 0, bytes: 0 };
  for await (const { key } of files.list('')) {
    if (told.interrupted()) return null;
    if (!isKey(key)) continue;
    const size = await addFile(archive, files, key);
    if (size === null) continue;
    kept.count++;
    kept.bytes += size;
    watch(1);
  }
  return kept;
}

/** The size; null for a file that was removed since it was listed, with the message that it hung on. */
async function addFile(archive: ArchiveWriter, files: FileStore, key: string): Promise<number | null> {
  const size = await files.size(key);
  if (size === null) return null;
  const reader = files.open(key).getReader();
  const first = await reader.read().catch(async (error: unknown) => {
    if ((await files.size(key)) === null) return null;
    throw error;
  });
  if (!first) return null;
  async function* content() {
    for (let read = first!; !read.done; read = await reader.read()) yield read.value;
  }
  await archive.addStream(fileName(key), size, content());
  return size;
}
