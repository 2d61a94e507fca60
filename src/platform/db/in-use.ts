import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import pg from 'pg';
import { conflict, unavailable } from '../errors.ts';
import { makeFolder } from '../folders.ts';
import type { Standing } from './standing.ts';
import { toPostgres } from './why-shut.ts';

/** An installation that is held open, or held alone, until it is let go or the process ends, however it ends. */
export interface Hold {
  letGo(): Promise<void>;
}

const ADVISORY_LOCK = 720_150;

/** Says that this process works with an installation, as many may at once. Throws unavailable while one holds it alone. */
export async function holdOpen(dataDir: string, standing: Standing | null): Promise<Hold> {
  const hold = standing ? await holdPostgresOpen(standing) : holdFile(dataDir, 'open');
  if (hold) return hold;
  throw unavailable(
    'held-alone',
    'This installation is being moved or restored. It opens when that is done.',
  );
}

/** Keeps every other process out of an installation. Throws conflict while one is in it. */
export async function holdAlone(place: { databaseUrl: string | null; dataDir: string }): Promise<Hold> {
  const hold = place.databaseUrl
    ? await holdPostgresAlone(place.databaseUrl)
    : holdFile(place.dataDir, 'alone');
  if (hold) return hold;
  const where = place.databaseUrl ? 'on this database' : `on ${place.dataDir}`;
  throw conflict('in-use', `Kith runs ${where}, and what is written meanwhile would be lost. Stop it first.`);
}

/**
 * Says that this process serves an installation with SQLite inside, which one process may at a time, whatever commands
 * work beside it. Throws conflict where another one does.
 */
export function holdServing(dataDir: string): Hold {
  const hold = holdFile(dataDir, 'alone', 'kith-serving.lock');
  if (hold) return hold;
  const detail = `another Kith serves ${dataDir} already. Stop it first, or name another folder with DATA_DIR.`;
  throw conflict('served-already', detail);
}

/** One process after another, for what a file in a folder stands for; null while it is another one's turn. */
export const holdTurn = (folder: string, name: string): Hold | null => holdFile(folder, 'alone', name);

/** What SQLite says where somebody else has what is wanted. */
export const BUSY = 5;

/** SQLite's own locks on a file beside the database: the system takes them back when the process ends. */
function holdFile(dataDir: string, how: 'open' | 'alone', name = 'kith.lock'): Hold | null {
  makeFolder(dataDir);
  const lock = new DatabaseSync(join(dataDir, name), { timeout: 0 });
  try {
    if (how === 'alone') lock.exec('begin exclusive');
    else lock.exec('begin; select count(*) from sqlite_schema');
    return { letGo: () => Promise.resolve(lock.close()) };
  } catch (error) {
    lock.close();
    if ((error as { errcode?: number }).errcode === BUSY) return null;
    throw error;
  }
}

/** Held on the standing connection, and taken again whenever that comes back: until then it does not stand. */
async function holdPostgresOpen(standing: Standing): Promise<Hold | null> {
  let refused = false;
  let open = false;
  await standing.stand({
    async up(ask) {
      const [row] = await ask(`select pg_try_advisory_lock_shared(${ADVISORY_LOCK}) as got`);
      refused = row?.['got'] !== true;
      if (refused && open) throw new Error('somebody moves or restores this installation');
    },
  });
  open = true;
  return refused ? null : { letGo: () => Promise.resolve() };
}

async function holdPostgresAlone(url: string): Promise<Hold | null> {
  const client = new pg.Client({ connectionString: url, application_name: 'kith alone' });
  client.on('error', () => undefined); // Whoever works on the same database hears that it is gone.
  await client.connect().catch((error: unknown) => {
    throw toPostgres(error);
  });
  const { rows } = await client.query<{ got: boolean }>(
    `select pg_try_advisory_lock(${ADVISORY_LOCK}) as got`,
  );
  if (rows[0]!.got) return { letGo: () => client.end() };
  await client.end();
  return null;
}
