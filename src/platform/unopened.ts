import { asAilingDisk, asAilingSqlite } from './ailing.ts';
import type { Config } from './config.ts';
import { sayShut } from './db/why-shut.ts';
import { isKithError } from './errors.ts';
import type { KithError } from './errors.ts';

type Place = Pick<Config, 'port' | 'host' | 'dataDir' | 'databaseUrl'>;

/** Why the house could not be opened and what to do about it, in one line for who called it. */
export function whyUnopened(place: Place, error: unknown): string {
  const { code, message, syscall } = error as NodeJS.ErrnoException;
  const { port, host, dataDir, databaseUrl } = place;
  if (code === 'EADDRINUSE')
    return `something else listens on port ${port} of ${host} already. Stop it, or choose another port with PORT.`;
  if (code === 'EACCES' && syscall === 'listen')
    return `this account may not listen on port ${port}. Choose one above 1023 with PORT.`;
  if (isWrongHost(error) || syscall === 'getaddrinfo')
    return `this machine has no address ${host}. Set HOST to one that it has.`;
  if (code === 'ENOENT' && syscall === 'mkdir')
    return `its data folder ${dataDir} cannot be made, as nothing can be there. Name another one with DATA_DIR.`;
  const shut = sayShut(error);
  if (shut) return shut;
  if (databaseUrl && isKithError(error)) return whatAilsPostgres(error);
  const told = asAilingDisk(asAilingSqlite(error));
  if (isKithError(told)) return whatAils(told, dataDir);
  return `cannot open the house with its data in ${dataDir}: ${message}. \`kith doctor\` says what to mend.`;
}

/** Whether HOST names no address of this machine; of a name that cannot be looked up now, nobody knows. */
export function isWrongHost(error: unknown): boolean {
  const { code = '', syscall } = error as NodeJS.ErrnoException;
  if (syscall === 'getaddrinfo') return code === 'ENOTFOUND';
  return syscall === 'listen' && ['EADDRNOTAVAIL', 'EINVAL'].includes(code);
}

function whatAils({ reason, message }: KithError, dataDir: string): string {
  if (reason === 'served-already') return message;
  if (reason === 'disk-full')
    return `there is no more room on the disk of ${dataDir}. Make room, then start again.`;
  if (reason === 'read-only' || reason === 'disk-fails')
    return `its data folder ${dataDir} cannot be written to. Give it to the account that runs Kith, or name another one with DATA_DIR.`;
  return `cannot open the house with its data in ${dataDir}: ${message} \`kith doctor\` says what to mend.`;
}

/** What a PostgreSQL says of itself, which has nothing to do with the data folder. */
function whatAilsPostgres({ reason, message }: KithError): string {
  if (reason === 'database-away')
    return 'the database cannot be reached. Is PostgreSQL running, and DATABASE_URL right?';
  if (reason === 'database-busy')
    return 'PostgreSQL has no connection left for this house. Raise its max_connections, or lower DATABASE_POOL.';
  if (reason === 'read-only')
    return 'the database can only be read. Does DATABASE_URL lead to a copy that follows another PostgreSQL?';
  if (reason === 'disk-full')
    return 'there is no more room on the disk of PostgreSQL. Make room, then start again.';
  return `cannot open the house: ${message}`;
}
