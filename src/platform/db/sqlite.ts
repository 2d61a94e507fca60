import { closeSync, existsSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Kysely } from 'kysely';
import { asAilingSqlite } from '../ailing.ts';
import { makeFolder } from '../folders.ts';
import { BUSY } from './in-use.ts';
import { borrowingDialect, sqliteConnection, sqliteDialect } from './sqlite-connection.ts';
import type { Db, Store } from './store.ts';
import { noUse, takingDown } from './use.ts';
import { writeQueue } from './write-queue.ts';

const MIGHT_WAIT_MS = 10_000;
const LOOK_AGAIN_MS = 5;

/** Opens the embedded database: one file, one writer, one reader, every commit synced to the disk. */
export function openSqlite(file: string): Store {
  makeFolder(dirname(file));
  keepToOurselves(file);
  const writer = new DatabaseSync(file, { timeout: MIGHT_WAIT_MS });
  keepLog(writer);
  writer.exec('pragma synchronous = full; pragma foreign_keys = on');
  writer.exec('pragma temp_store = memory; pragma cache_size = -16000');
  // The log goes into the file every 16 MB instead of 4: whoever writes then waits for two syncs more.
  writer.exec('pragma wal_autocheckpoint = 4000');
  const reader = new DatabaseSync(file, { timeout: MIGHT_WAIT_MS, readOnly: true });
  reader.exec('pragma cache_size = -16000');
  const version = reader.prepare('pragma data_version');
  const queue = writeQueue(writer);
  const use = noUse();
  const writing = sqliteConnection(writer, use);
  const reading = sqliteConnection(reader, use);
  const inside = new Kysely({ dialect: sqliteDialect(writing) }) as Db;
  let giveBack: () => void = () => undefined;
  const library = new Kysely({
    dialect: borrowingDialect(
      async () => {
        giveBack = await queue.lend();
        return writing;
      },
      () => giveBack(),
    ),
  });
  return {
    engine: 'sqlite',
    read: new Kysely({ dialect: sqliteDialect(reading) }) as Db,
    write: (work) =>
      takingDown(use, () => queue.write(() => work(inside))).catch((error: unknown) => {
        throw asAilingSqlite(error);
      }),
    version: () => Promise.resolve(String(version.get()!['data_version'])),
    library,
    use: () => use,
    rest: () => [reader, writer].forEach((one) => one.exec('pragma shrink_memory')),
    async close() {
      await queue.write(() => Promise.resolve()).catch(() => undefined); // Whoever waited has been told.
      reader.close();
      keepCounts(writer);
      writer.close();
    },
  };
}

/** What it counts of its tables only makes the next plans better; on a disk that fails nobody waits for that. */
function keepCounts(writer: DatabaseSync): void {
  try {
    writer.exec('pragma optimize');
  } catch (error) {
    if (asAilingSqlite(error) === error) throw error;
  }
}

/** Whatever the folder lets in: SQLite gives the files beside it the same permissions. */
function keepToOurselves(file: string): void {
  if (!existsSync(file)) closeSync(openSync(file, 'a', 0o600));
}

/** Whoever opens the same new file at this moment makes it keep a log as well, and SQLite does not wait for them here. */
function keepLog(writer: DatabaseSync): void {
  for (const until = Date.now() + MIGHT_WAIT_MS; ;) {
    try {
      return writer.exec('pragma journal_mode = wal');
    } catch (error) {
      if ((error as { errcode?: number }).errcode !== BUSY || Date.now() > until) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, LOOK_AGAIN_MS);
    }
  }
}
