import { stat } from 'node:fs/promises';
import {
  arrivalIn,
  comeSoFar,
  differences,
  noteCome,
  openArrival,
  openSnapshot,
  takeRows,
  tallyAll,
} from '../../../platform/copies/index.ts';
import type { Difference, Place, TableShape, ToldRow } from '../../../platform/copies/index.ts';
import { holdAlone, insertMany, migrate, openStore, refuseUnknown } from '../../../platform/db/index.ts';
import type { Store } from '../../../platform/db/index.ts';
import { conflict } from '../../../platform/errors.ts';
import type { FileStore } from '../../../platform/files/index.ts';
import { jsonOrNull } from '../../../platform/input.ts';
import { settleHere } from '../moving/settle-here.ts';
import { counting } from '../moving/told.ts';
import type { Told } from '../moving/told.ts';
import type { Head, Tail } from './archive-format.ts';
import { refusal } from './read-archive.ts';
import { readBackup } from './read-backup.ts';
import type { Reading } from './read-backup.ts';
import { refuseNarrow } from './refuse-narrow.ts';

/** What a backup says of itself, once all of it has been checked. */
export interface Checked {
  madeAt: string;
  engine: string;
  tables: Tail['tables'];
  files: Tail['files'];
}

/** Reads all of a backup and checks it; null when it was interrupted. Throws invalid where it is not whole. */
export async function checkBackup(file: string, told: Told): Promise<Checked | null> {
  const read = await check(file, told);
  return read && saidOf(read);
}

const saidOf = ({ head: { madeAt, engine }, tail: { tables, files } }: { head: Head; tail: Tail }) => ({
  ...{ madeAt, engine, tables, files },
});

async function check(file: string, told: Told) {
  return readBackup(file, {
    ...(await watching(file, 'checking', told)),
    head: async ({ migrations }) => refuseUnknown(migrations),
    part: () => Promise.resolve(),
    file: () => Promise.resolve(),
  });
}

async function watching(
  file: string,
  phase: string,
  told: Told,
): Promise<Pick<Reading, 'watch' | 'interrupted'>> {
  const count = counting(
    told,
    phase,
    await stat(file).then(
      ({ size }) => size,
      () => 0,
    ),
  );
  let before = 0;
  return {
    watch(bytes) {
      count(bytes - before);
      before = bytes;
    },
    interrupted: () => told.interrupted(),
  };
}

/** What a restoration has come to; where tables differ, the house does not open. */
export type Restored = Checked & { differences: Difference[] };

/**
 * Brings a backup into an empty place, on whichever engine, after all of it has been checked. What was interrupted is
 * gone on with. Null when it was interrupted; throws conflict where something is there already.
 */
export async function restoreBackup(
  file: string,
  to: Place,
  files: FileStore,
  told: Told,
): Promise<Restored | null> {
  const checked = await check(file, told);
  if (!checked) return null;
  const hold = await holdAlone(to);
  const store = openStore(to);
  try {
    if (!(await arrivalIn(store))) await refuseUnfit(to, files, checked.tail, await stat(file));
    // The same backup is told by the checksum of its checksums.
    await openArrival(store, { by: 'kith restore', from: checked.tail.sums });
    await migrate(store, checked.head.migrations);
    const tables = await shapesIn(to, checked.head);
    if (!(await bringIn(file, { store, files, tables }, told))) return null;
    const wrong = await compare(to, checked.tail, told);
    if (!wrong) return null;
    if (wrong.length === 0) await settleHere(store);
    return { ...saidOf(checked), differences: wrong };
  } finally {
    await store.close();
    await hold.letGo();
  }
}

/** A restoration begins where there are no files and there is room; one that goes on has taken some of it already. */
async function refuseUnfit(
  to: Place,
  files: FileStore,
  tail: Tail,
  { size }: { size: number },
): Promise<void> {
  for await (const { key } of files.list(''))
    throw conflict(
      'files-there',
      `There are uploaded files already, such as ${key}. Take an empty place for files.`,
    );
  await refuseNarrow(to, files, { bytes: size, filesBytes: tail.files.bytes });
}

/** The tables as they are here after the backup's own migrations; they are those of the backup. */
async function shapesIn(to: Place, head: Head): Promise<Map<string, TableShape>> {
  const { tables, close } = await openSnapshot(to);
  await close();
  const said = (shapes: Head['tables']) =>
    JSON.stringify(shapes.map(({ name, columns }) => [name, columns]).sort());
  if (said(tables) !== said(head.tables)) throw refusal('its tables are not those that its migrations make');
  return new Map(tables.map((table) => [table.name, table]));
}

interface Bringing {
  store: Store;
  files: FileStore;
  tables: Map<string, TableShape>;
}

async function bringIn(file: string, { store, files, tables }: Bringing, told: Told): Promise<boolean> {
  const many = insertMany();
  const read = await readBackup(file, {
    ...(await watching(file, 'restoring', told)),
    head: () => Promise.resolve(),
    async part(name, part, lines) {
      const come = await comeSoFar(store, name);
      if (part <= Number(come.at?.[0] ?? 0)) return;
      const rows = lines.map(rowFrom);
      await store.write(async (db) => {
        await takeRows({ db, engine: store.engine, many }, tables.get(name)!, rows);
        await noteCome(db, name, { rows: come.rows + rows.length, at: [String(part)] });
      });
    },
    file: async (key, content) => files.put(key, await content()),
  });
  return read !== null;
}

function rowFrom(line: string): ToldRow {
  const row = jsonOrNull(line);
  if (typeof row === 'object' && row !== null && !Array.isArray(row)) return row as ToldRow;
  throw refusal('a line in it is no row');
}

/** Reads what is stored now and compares it with what the backup says. */
async function compare(to: Place, { tables }: Tail, told: Told): Promise<Difference[] | null> {
  const snapshot = await openSnapshot(to);
  try {
    const total = Object.values(tables).reduce((sum, { rows }) => sum + rows, 0);
    const watch = counting(told, 'comparing', total);
    const found = await tallyAll(snapshot, { watch, interrupted: () => told.interrupted() });
    return found && differences(tables, found);
  } finally {
    await snapshot.close();
  }
}
