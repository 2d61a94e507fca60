import type { Db } from '../../platform/db/index.ts';
import { conflict, notFound } from '../../platform/errors.ts';
import type { PersonRow } from './tables.ts';

export interface NewPerson {
  id: string;
  handle: string;
  name: string;
  language: string;
  timeZone: string;
}

/** Adds a person without an account; throws conflict where the handle is taken. */
export async function addPerson(db: Db, person: NewPerson, now: number): Promise<void> {
  const added = await db
    .insertInto('person')
    .values({
      id: person.id,
      handle: person.handle,
      name: person.name,
      about: '',
      interests: '[]',
      time_zone: person.timeZone,
      language: person.language,
      imported: 0,
      created_at: now,
    })
    .onConflict((clash) => clash.column('handle').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!added) throw handleTaken();
}

export const handleTaken = () => conflict('handle-taken', 'Somebody goes by this handle already.', 'handle');

/** A person who can sign in, with what the rules for passwords need to know. */
export interface Account {
  id: string;
  handle: string;
  name: string;
  email: string;
  language: string;
  picture: string | null;
}

/** The account of a person; not-found for people without one. */
export async function loadAccount(db: Db, personId: string): Promise<Account> {
  const account = await accounts(db).where('person.id', '=', personId).executeTakeFirst();
  if (!account) throw notFound();
  return account;
}

/** The account that somebody means by a handle or an e-mail address. */
export async function findAccount(db: Db, handleOrEmail: string): Promise<Account | undefined> {
  const wanted = handleOrEmail.trim().toLowerCase().replace(/^@/, '');
  const column = wanted.includes('@') ? 'auth_user.email' : 'person.handle';
  return accounts(db).where(column, '=', wanted).executeTakeFirst();
}

const accounts = (db: Db) =>
  db
    .selectFrom('person')
    .innerJoin('auth_user', 'auth_user.id', 'person.id')
    .select(['person.id', 'handle', 'person.name', 'email', 'language', 'picture']);

/** The e-mail address that a person signs in with; undefined for people without an account. */
export async function emailOf(db: Db, personId: string): Promise<string | undefined> {
  const row = await db.selectFrom('auth_user').select('email').where('id', '=', personId).executeTakeFirst();
  return row?.email;
}

/** Changes a person's row; throws conflict where a new handle is taken. */
export async function changePerson(db: Db, personId: string, change: Partial<PersonRow>): Promise<void> {
  if (change.handle !== undefined) await refuseTakenHandle(db, personId, change.handle);
  if (Object.keys(change).length === 0) return;
  await db.updateTable('person').set(change).where('id', '=', personId).execute();
}

async function refuseTakenHandle(db: Db, personId: string, handle: string): Promise<void> {
  const other = await db.selectFrom('person').select('id').where('handle', '=', handle).executeTakeFirst();
  if (other && other.id !== personId) throw handleTaken();
}
