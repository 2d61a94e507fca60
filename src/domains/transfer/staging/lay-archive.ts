import { channelNames, readDiscord } from '../discord/read-discord.ts';
import { readReddit } from '../reddit/read-reddit.ts';
import type { Batch, Source } from '../record.ts';
import type { ArchiveFile } from './archive-files.ts';
import { lay, layProblem, newLaying } from './lay.ts';
import { noted } from './note.ts';
import type { Staging } from './open-staging.ts';

/* Keys come in any order, so that every commit writes most of their index anew. */
const KEPT_AT_ONCE = 20_000;

/** Told now and then how many bytes of how many were read, and how many messages were found. */
export type Watch = (bytesRead: number, bytes: number, messages: number) => void;

/** Lays all files of an archive, or what an interrupted import has left of them. */
export async function layArchive(
  staging: Staging,
  source: Source,
  files: ArchiveFile[],
  watch: Watch,
  interrupted = () => false,
): Promise<void> {
  const bytes = files.reduce((sum, file) => sum + file.size, 0);
  const reader = await readerFor(source, files);
  let before = 0;
  for (const file of files) {
    const tell = (bytesRead: number) =>
      watch(before + Math.min(bytesRead, file.size), bytes, noted(staging, 'messages'));
    await layFile(staging, file, reader, tell, interrupted);
    if (interrupted()) return;
    before += file.size;
    watch(before, bytes, noted(staging, 'messages'));
  }
}

type Reader = (path: string, from: number) => AsyncIterable<Batch>;

async function readerFor(source: Source, files: ArchiveFile[]): Promise<Reader> {
  if (source === 'reddit') return readReddit;
  const channels = await channelNames(files.map((file) => file.path));
  return (path, from) => readDiscord(path, from, channels);
}

async function layFile(
  staging: Staging,
  file: ArchiveFile,
  read: Reader,
  tell: (bytesRead: number) => void,
  interrupted: () => boolean,
): Promise<void> {
  const known = knownFile(staging, file);
  if (known.done) return;
  const laying = newLaying(staging, file.path, known.id);
  let unkept = 0;
  try {
    for await (const batch of read(file.path, known.position)) {
      staging.begin();
      lay(laying, batch);
      unkept += batch.records.length;
      if (unkept >= KEPT_AT_ONCE) unkept = staging.commit();
      tell(batch.bytesRead);
      if (interrupted()) return void staging.commit();
    }
  } catch (error) {
    // Only what lies in the archive is the archive's fault.
    if ((error as NodeJS.ErrnoException).code === 'ERR_SQLITE_ERROR') throw error;
    layProblem(staging, file.path, 0, `the file cannot be read: ${(error as Error).message}`);
  }
  staging.statement('update staged_file set done = 1 where id = ?').run(known.id);
  staging.commit();
}

function knownFile(staging: Staging, file: ArchiveFile): { id: number; position: number; done: boolean } {
  staging
    .statement('insert or ignore into staged_file (path, size, changed_at) values (?, ?, ?)')
    .run(file.path, file.size, file.changedAt);
  const row = staging.statement('select id, position, done from staged_file where path = ?').get(file.path)!;
  return { id: row['id'] as number, position: row['position'] as number, done: row['done'] === 1 };
}

/** Whether the files are those that the staging file was begun with, none of them changed since and none added too late. */
export function holdsSameFiles(staging: Staging, files: ArchiveFile[]): boolean {
  const rows = staging.statement('select path, size, changed_at from staged_file').all();
  if (noted(staging, 'settled') && rows.length !== files.length) return false;
  const byPath = new Map(files.map((file) => [file.path, file]));
  return rows.every((row) => {
    const file = byPath.get(row['path'] as string);
    return file?.size === row['size'] && file?.changedAt === row['changed_at'];
  });
}
