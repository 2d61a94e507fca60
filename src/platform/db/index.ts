import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openPostgres } from './postgres.ts';
import { openSqlite } from './sqlite.ts';
import type { Store } from './store.ts';

export type { Db, Engine, Store } from './store.ts';
export type { DatabaseUse } from './use.ts';
export type { Tables } from './tables.ts';
export { holdAlone, holdOpen, holdServing, holdTurn } from './in-use.ts';
export type { Hold } from './in-use.ts';
export { migrate, migrationsDue, refuseUnknown } from './migrate.ts';
export {
  ALL_LETTERS,
  encodingOf,
  HOW_TO_HAVE_ALL,
  knowsCapitals,
  OLDEST_POSTGRES,
  serverVersion,
} from './fitness.ts';
export { prepared, preparedList } from './prepared.ts';
export { together } from './together.ts';
export { notSpreadYet, spreadingOf, spreadOut } from './distribute.ts';
export { readSpread } from './spread.ts';
export { keepSetting, readSetting, settingOnce } from './settings.ts';
export { claimWithin, openClaims } from './claims.ts';
export type { Claims } from './claims.ts';
export { whyShut } from './why-shut.ts';
export { openStanding } from './standing.ts';
export type { Standing } from './standing.ts';
export { insertMany } from './insert-many.ts';
export type { InsertMany } from './insert-many.ts';

/** Where the embedded database lies. */
export const sqlitePath = ({ dataDir }: { dataDir: string }) => join(dataDir, 'kith.sqlite');

/** Whether the embedded database is meant and nobody has made it yet; opening it would. */
export const isNotThereYet = (place: { databaseUrl: string | null; dataDir: string }): boolean =>
  place.databaseUrl === null && !existsSync(sqlitePath(place));

/** Opens the database that the configuration names: PostgreSQL by its URL, else SQLite in the data folder. */
export function openStore(config: {
  databaseUrl: string | null;
  dataDir: string;
  /** How many connections to PostgreSQL there may be at once. */
  connections?: number;
}): Store {
  return config.databaseUrl
    ? openPostgres(config.databaseUrl, config.connections)
    : openSqlite(sqlitePath(config));
}
