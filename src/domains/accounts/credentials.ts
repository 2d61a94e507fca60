import type { Db } from '../../platform/db/index.ts';
import { conflict, invalid } from '../../platform/errors.ts';
import { newId } from '../../platform/ids.ts';
import type { Services } from '../../platform/services.ts';

/** Gives a person an e-mail address and a password to sign in with, as better-auth keeps them. */
export async function addCredentials(
  db: Db,
  { personId, email, hash }: { personId: string; email: string; hash: string },
  now: number,
): Promise<void> {
  const added = await db
    .insertInto('auth_user')
    .values({ id: personId, email, created_at: text(now), updated_at: text(now) })
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
      created_at: text(now),
      updated_at: text(now),
    })
    .execute();
}

/** What is stored of a password. Takes about a tenth of a second: never inside a transaction. */
export async function hashOfPassword(services: Services, password: string): Promise<string> {
  const library = await services.auth.library();
  return (await library.$context).password.hash(password);
}

/** Throws invalid where this is not the person's password. */
export async function refuseWrongPassword(
  db: Db,
  services: Services,
  personId: string,
  password: string,
): Promise<void> {
  const row = await db
    .selectFrom('auth_credential')
    .select('password')
    .where('person_id', '=', personId)
    .executeTakeFirst();
  const { password: keeper } = await (await services.auth.library()).$context;
  if (row?.password && (await keeper.verify({ hash: row.password, password }))) return;
  throw invalid('password', 'wrong-password', 'That is not your present password.');
}

/** Stores another password; links for a reset that are on their way stop working. */
export async function replacePassword(db: Db, personId: string, hash: string, now: number): Promise<void> {
  await db
    .updateTable('auth_credential')
    .set({ password: hash, updated_at: text(now) })
    .where('person_id', '=', personId)
    .execute();
  await forgetResets(db, personId);
}

/** Stores another e-mail address; links for a reset that went to the old one stop working. */
export async function replaceEmail(db: Db, personId: string, email: string, now: number): Promise<void> {
  const other = await db.selectFrom('auth_user').select('id').where('email', '=', email).executeTakeFirst();
  if (other && other.id !== personId) throw emailTaken();
  await db
    .updateTable('auth_user')
    .set({ email, updated_at: text(now) })
    .where('id', '=', personId)
    .execute();
  await forgetResets(db, personId);
}

async function forgetResets(db: Db, personId: string): Promise<void> {
  await db.deleteFrom('auth_verification').where('value', '=', personId).execute();
}

const emailTaken = () =>
  conflict('email-taken', 'There is an account with this e-mail address already.', 'email');

const text = (time: number) => new Date(time).toISOString();
