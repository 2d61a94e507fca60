import { sql } from 'kysely';
import { unavailable } from '../errors.ts';
import type { Db } from './store.ts';

/** Throws unavailable for a PostgreSQL, or a database in it, that is not one for Kith. */
export async function refuseUnfit(db: Db): Promise<void> {
  refuseOldServer(await serverVersion(db));
  refuseOtherLetters(await encodingOf(db));
}

/** What a PostgreSQL says that it is, such as "18.4". */
export const serverVersion = async (db: Db): Promise<string> =>
  (await sql<{ server_version: string }>`show server_version`.execute(db)).rows[0]!.server_version;

/** The oldest PostgreSQL that has what Kith asks of one. */
export const OLDEST_POSTGRES = 14;

/** Throws unavailable for what is older, or is another program that speaks like an older one. */
export function refuseOldServer(version: string): void {
  if (Number.parseInt(version) >= OLDEST_POSTGRES) return;
  throw unavailable(
    'old-server',
    `this PostgreSQL says that it is ${version}, and Kith needs ${OLDEST_POSTGRES} or newer.`,
  );
}

/** For which letters this database is made, such as "UTF8". */
export const encodingOf = async (db: Db): Promise<string> =>
  (await sql<{ server_encoding: string }>`show server_encoding`.execute(db)).rows[0]!.server_encoding;

/** The encoding that has all letters. */
export const ALL_LETTERS = 'UTF8';

export const HOW_TO_HAVE_ALL =
  'Make it anew by `createdb --template template0 --encoding UTF8 --locale C.UTF-8`, with its owner and name.';

/** Whether letters beyond A to Z are known to be capitals of others, as the index of words needs. */
export const knowsCapitals = async (db: Db): Promise<boolean> =>
  (await sql<{ known: boolean }>`select lower('Б') = 'б' as known`.execute(db)).rows[0]!.known;

/** In any other the house would open, and then fail at the first letter that is not there or not known as one. */
function refuseOtherLetters(encoding: string): void {
  if (encoding === ALL_LETTERS) return;
  throw unavailable(
    'other-letters',
    `this database is made for ${encoding}, and Kith needs ${ALL_LETTERS}. ${HOW_TO_HAVE_ALL}`,
  );
}
