/** What keeps Kith out of a PostgreSQL, and what to do about it. */
interface Shut {
  why: string;
  todo: string;
}

interface Said {
  code?: string;
  message?: string;
  toPostgres?: true;
}

const PASSWORD =
  'Are the name and the password in its address right? What is no letter or digit in them is written by its code there, such as %40 for @.';
const NAME = 'Is there a name in its address, and does pg_hba.conf of the server let it in from here?';
const MAKE_IT = 'Make this database first, and let the name in its address own it.';
const OWN_IT = 'Let the name in its address own the database, by `alter database … owner to …`.';
const LINE =
  'Its address may end with ?sslmode=verify-full, and &sslrootcert=FILE where no known authority vouches for it; with ?sslmode=no-verify, which takes any certificate; or with ?sslmode=disable.';

/** By the server's codes: of a wrong name or password, of a database that is not there, of rights. */
const TODOS: Record<string, string> = {
  '28P01': PASSWORD,
  28000: NAME,
  '3D000': MAKE_IT,
  42501: OWN_IT,
  '3F000': OWN_IT,
};
const OF_LINE = /CERT|SIGNED|SIGNATURE|_TLS_|_SSL_/;

/** Why a PostgreSQL that is there does not let Kith in or make its tables; null for all that is something else. */
export function whyShut(error: unknown): Shut | null {
  const { code = '', message = '', toPostgres } = (error ?? {}) as Said;
  const todo = TODOS[code] ?? (toPostgres ? todoByWords(code, message) : undefined);
  return todo ? { why: `PostgreSQL does not let Kith in: ${message}`, todo } : null;
}

/** The same in one line. */
export function sayShut(error: unknown): string | null {
  const shut = whyShut(error);
  return shut && `${shut.why}. ${shut.todo}`;
}

/** What the library says itself has words, and what TLS says has codes that are not PostgreSQL's own. */
function todoByWords(code: string, message: string): string | undefined {
  if (message.startsWith('SASL')) return PASSWORD;
  return OF_LINE.test(code) || message.includes('support SSL') ? LINE : undefined;
}

/** Says of an error that it kept a connection to PostgreSQL from being made: TLS fails in the same words elsewhere. */
export const toPostgres = (error: unknown): unknown =>
  error instanceof Error ? Object.assign(error, { toPostgres: true }) : error;
