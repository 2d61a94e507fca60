import { sql } from 'kysely';
import { conversations } from '../../domains/conversations/index.ts';
import type { Config } from '../../platform/config.ts';
import { arrivalIn, isInstallation } from '../../platform/copies/index.ts';
import {
  ALL_LETTERS,
  encodingOf,
  HOW_TO_HAVE_ALL,
  isNotThereYet,
  knowsCapitals,
  migrationsDue,
  notSpreadYet,
  OLDEST_POSTGRES,
  openStore,
  serverVersion,
  whyShut,
} from '../../platform/db/index.ts';
import type { Store } from '../../platform/db/index.ts';
import { isKithError } from '../../platform/errors.ts';
import { openFiles } from '../../platform/files/index.ts';
import { lookAtBackups } from './backups.ts';
import { because, mend, ok } from './finding.ts';
import type { Finding } from './finding.ts';

const RESTORE = 'Keep a copy of the data folder as it is, then put back the last good copy.';

/** The database: it opens, fits this version, holds together, the files that it speaks of are there, and copies of it. */
export async function lookAtDatabase(config: Config): Promise<Finding[]> {
  if (isNotThereYet(config)) {
    return [ok('database', 'SQLite, not there yet; the first start makes it')];
  }
  let store: Store;
  try {
    store = openStore(config);
    await sql`select 1`.execute(store.read);
  } catch (error) {
    return [notOpened(config, error)];
  }
  try {
    return await lookInside(store, config);
  } catch (error) {
    if (!isDamage(error)) throw error;
    return [mend('database', `is damaged: ${because(error)}`, RESTORE)];
  } finally {
    await store.close();
  }
}

function notOpened({ databaseUrl }: Config, error: unknown): Finding {
  const shut = whyShut(error);
  if (shut) return mend('database', shut.why, shut.todo);
  const says =
    isKithError(error) && error.reason === 'database-away'
      ? 'cannot be reached'
      : `does not open: ${because(error)}`;
  if (databaseUrl) return mend('database', says, 'Is PostgreSQL running, and DATABASE_URL right?');
  const todo = isDamage(error) ? RESTORE : 'Does the file belong to the account that runs Kith?';
  return mend('database', says, todo);
}

/* SQLite's codes for a file that is malformed, and for one that is no database. */
const DAMAGE = [11, 26];

const isDamage = (error: unknown) => DAMAGE.includes(((error as { errcode?: number }).errcode ?? 0) & 0xff);

async function lookInside(store: Store, config: Config): Promise<Finding[]> {
  const furnished = await isInstallation(store);
  const shape = await lookAtShape(store, furnished);
  const whole = store.engine === 'sqlite' ? await lookAtWholeness(store) : await lookAtPostgres(store);
  const usable = furnished && [shape, ...whole].every(({ state }) => state === 'ok');
  const files = usable ? [await lookAtFiles(store, config)] : [];
  const backups = furnished && shape.state === 'ok' ? await lookAtBackups(store, config) : [];
  const capitals = whole.every(({ state }) => state === 'ok') ? await lookAtCapitals(store) : [];
  return [shape, ...whole, ...capitals, ...files, ...backups];
}

async function lookAtShape(store: Store, furnished: boolean): Promise<Finding> {
  const arrival = await arrivalIn(store);
  if (arrival)
    return mend(
      'database',
      `holds only a part of an installation: \`${arrival.by}\` was interrupted`,
      'Call it again, and it goes on where it stopped; or take an empty place.',
    );
  if (!furnished) return ok('database', 'empty; the first start furnishes it');
  try {
    const due = await migrationsDue(store);
    return ok(
      'database',
      due.length ? `the next start brings it up to date (${due.join(', ')})` : 'up to date',
    );
  } catch (error) {
    const shut = whyShut(error);
    if (shut) return mend('database', shut.why, shut.todo);
    return mend(
      'database',
      because(error),
      'Update Kith (`git pull && npm ci`), or use the data of this version.',
    );
  }
}

async function lookAtWholeness(store: Store): Promise<Finding[]> {
  const { rows } = await sql<{ quick_check: string }>`pragma quick_check`.execute(store.read);
  const says = rows.map((row) => row.quick_check).join('; ');
  const mode = (await sql<{ journal_mode: string }>`pragma journal_mode`.execute(store.read)).rows[0]
    ?.journal_mode;
  return [
    says === 'ok' ? ok('sqlite', 'holds together') : mend('sqlite', `is damaged: ${says}`, RESTORE),
    mode === 'wal'
      ? ok('journal', 'WAL')
      : mend('journal', `${mode}, not WAL`, 'Put DATA_DIR on a local disk; network disks do not take WAL.'),
  ];
}

async function lookAtPostgres(store: Store): Promise<Finding[]> {
  const version = await serverVersion(store.read);
  if (Number.parseInt(version) < OLDEST_POSTGRES)
    return [mend('postgres', `${version} is older than ${OLDEST_POSTGRES}`, 'Update PostgreSQL.')];
  const letters = await encodingOf(store.read);
  if (letters !== ALL_LETTERS)
    return [mend('postgres', `this database is made for ${letters}, not ${ALL_LETTERS}`, HOW_TO_HAVE_ALL)];
  return [(await lookAtRights(store)) ?? ok('postgres', version), ...(await lookAtSpread(store))];
}

/** Whether PostgreSQL knows which letters are capitals of which, as with the locale C it knows that from A to Z alone. */
async function lookAtCapitals(store: Store): Promise<Finding[]> {
  if (store.engine === 'sqlite' || (await knowsCapitals(store.read))) return [];
  return [
    mend(
      'capitals',
      'this database knows capitals from A to Z alone, so a search finds others only as they were written',
      `${HOW_TO_HAVE_ALL} Under another name, \`kith move --to\` brings what is in this one there.`,
    ),
  ];
}

/** Whether Kith may make tables there, as it does at the first start and after some updates; null where it may. */
async function lookAtRights(store: Store): Promise<Finding | null> {
  const { rows } = await sql<{ only_read: boolean; may_make: boolean | null }>`
    select current_setting('transaction_read_only') = 'on' as only_read,
      has_schema_privilege(current_schema(), 'create') as may_make`.execute(store.read);
  const { only_read: onlyRead, may_make: mayMake } = rows[0]!;
  if (onlyRead)
    return mend('postgres', 'can only be read', 'Let DATABASE_URL lead to the one that takes changes.');
  if (mayMake) return null;
  return mend(
    'postgres',
    'does not let Kith make tables',
    'Let the name in DATABASE_URL own the database, by `alter database … owner to …`.',
  );
}

async function lookAtSpread(store: Store): Promise<Finding[]> {
  const left = await notSpreadYet(store);
  if (left === null) return [];
  if (left.length === 0) return [ok('citus', 'communities are spread over its machines')];
  return [
    mend('citus', `${left.join(', ')} are on one machine`, 'Stop Kith, and call `kith db distribute`.'),
  ];
}

async function lookAtFiles(store: Store, config: Config): Promise<Finding> {
  const files = openFiles(config);
  const checked = await conversations.checkFiles(store, files).catch((error: unknown) => {
    if (!config.bucket) throw error;
    return because(error);
  });
  if (typeof checked === 'string') return mend('files', checked, 'Mend what is said of the bucket.');
  const { attachments, missing, orphans } = checked;
  const left = orphans ? `, ${orphans} left over, which Kith sweeps by itself` : '';
  if (missing === 0)
    return ok(
      'files',
      `${attachments} ${attachments === 1 ? 'attachment' : 'attachments'}, all there${left}`,
    );
  return mend(
    'files',
    missing === 1 ? '1 file of an attachment is missing' : `${missing} files of attachments are missing`,
    config.bucket
      ? '`kith files --help` says how files of the data folder are brought into the bucket.'
      : 'Put back the folder `files` from a copy of the data folder.',
  );
}
