import type { Db } from '../../platform/db/index.ts';
import { conflict } from '../../platform/errors.ts';
import { newId } from '../../platform/ids.ts';

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
export const emailTaken = () =>
  conflict('email-taken', 'There is an account with this e-mail address already.', 'email');

/** Gives a person an e-mail address and a password to sign in with, as better-auth keeps them. */
export async function addCredentials(
  db: Db,
  { personId, email, hash }: { personId: string; email: string; hash: string },
  now: number,
): Promise<void> {
  const times = { created_at: new Date(now).toISOString(), updated_at: new Date(now).toISOString() };
  const added = await db
    .insertInto('auth_user')
    .values({ id: personId, email, ...times })
    .onConflict((clash) => clash.column('email').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!added) throw emailTaken();
  await db
    .insertInto('auth_credential')
    .values({
      id: newId(now),
      person_id: personId,
      account_id: personId,
      provider_id: 'credential',
      password: hash,
      ...times,
    })
    .execute();
}

/** The e-mail address that a person signs in with; undefined for people without an account. */
export async function emailOf(db: Db, personId: string): Promise<string | undefined> {
  const row = await db.selectFrom('auth_user').select('email').where('id', '=', personId).executeTakeFirst();
  return row?.email;
}
