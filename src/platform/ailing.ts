import { unavailable } from './errors.ts';
import type { KithError } from './errors.ts';

const AGAIN_SOON = 5;
const AGAIN_LATER = 30;

/** What the system says of a disk, by its codes. */
const ofDisk: Record<string, () => KithError> = {
  ENOSPC: diskFull,
  EDQUOT: diskFull,
  EFBIG: diskFull,
  EROFS: readOnly,
  EACCES: readOnly,
  EPERM: readOnly,
  EIO: diskFails,
};

/** SQLite's codes, without what they add in their higher bits. */
const ofSqlite: Record<number, () => KithError> = {
  5: busy,
  8: readOnly,
  10: diskFails,
  13: diskFull,
  14: diskFails,
};

/** PostgreSQL's own words for going, being gone, or having no room; the rest is a connection that broke. */
const ofPostgres: Record<string, () => KithError> = {
  53100: diskFull,
  53300: noneLeft,
  '57P01': away,
  '57P02': away,
  '57P03': away,
  '57P05': away,
  '25P03': away,
  25006: onlyRead,
  ECONNREFUSED: away,
  ECONNRESET: away,
  EPIPE: away,
  ETIMEDOUT: away,
  EHOSTUNREACH: away,
  ENETUNREACH: away,
  ENOTFOUND: away,
  EAI_AGAIN: away,
};
/** Of a socket in the file system that nobody listens at. */
const ofSocket = new Set(['ENOENT', 'EACCES']);
const BROKEN_CONNECTION = /^08/;
/** Of a connection that broke the library says so in words alone. */
const SAID_OF_CONNECTION =
  /^(Connection terminated|Client has encountered a connection error|Client was closed)/;
/** All connections were taken for as long as anybody should wait for one. */
const SAID_OF_WAITING = /^timeout exceeded when trying to connect/;

/** An error of SQLite that only says that it cannot do its work now, as a refusal; any other error as it is. */
export function asAilingSqlite(error: unknown): unknown {
  const { errcode } = error as { errcode?: number };
  return (errcode !== undefined && ofSqlite[errcode & 0xff]?.()) || error;
}

/** The same for PostgreSQL, which may be away. */
export function asAilingPostgres(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { code = '', syscall } = error as NodeJS.ErrnoException;
  const known = ofPostgres[code]?.() ?? (syscall === 'connect' && ofSocket.has(code) ? away() : undefined);
  if (known) return known;
  if (SAID_OF_WAITING.test(error.message)) return busy();
  return BROKEN_CONNECTION.test(code) || SAID_OF_CONNECTION.test(error.message) ? away() : error;
}

/** The same for the file system, where it is about room or about writing at all. */
export function asAilingDisk(error: unknown): unknown {
  return ofDisk[(error as NodeJS.ErrnoException).code ?? '']?.() ?? error;
}

function away(): KithError {
  const detail = 'The database cannot be reached at the moment. What is sent again with its id happens once.';
  return unavailable('database-away', detail, AGAIN_SOON);
}

function busy(): KithError {
  const detail = 'The database is taken up by other work at the moment. Nothing was changed.';
  return unavailable('database-busy', detail, AGAIN_SOON);
}

function noneLeft(): KithError {
  const detail = 'The database has no connection left at the moment. Nothing was changed.';
  return unavailable('database-busy', detail, AGAIN_SOON);
}

function onlyRead(): KithError {
  const detail = 'The database can only be read at the moment. Nothing was changed.';
  return unavailable('read-only', detail, AGAIN_LATER);
}

function diskFull(): KithError {
  const detail = 'There is no more room on this installation’s disk. Nothing was changed.';
  return unavailable('disk-full', detail, AGAIN_LATER);
}

function readOnly(): KithError {
  const detail = 'This installation’s disk cannot be written to at the moment. Nothing was changed.';
  return unavailable('read-only', detail, AGAIN_LATER);
}

function diskFails(): KithError {
  const detail =
    'This installation’s disk does not store what it is given at the moment. Nothing was changed.';
  return unavailable('disk-fails', detail, AGAIN_LATER);
}
