import { settingOnce } from '../../platform/db/index.ts';
import type { Db, Store } from '../../platform/db/index.ts';
import { newSecret } from '../../platform/ids.ts';

const KEY = 'founding-key';

/**
 * The link with which the first person registers, until somebody has: the same at every start and at every process. What
 * is stored is the secret itself, beside those that sign sessions; it is good for nothing once somebody is there.
 */
export async function foundingLink(store: Store, origin: string): Promise<string | null> {
  if (await someoneRegistered(store.read)) return null;
  return `${origin}/start?key=${await settingOnce(store, KEY, newSecret)}`;
}

/** Whether this is the secret of the founding link, and nobody has registered yet. */
export async function isFoundingKey(db: Db, secret: string): Promise<boolean> {
  const row = await db
    .selectFrom('setting')
    .select('key')
    .where('key', '=', KEY)
    .where('value', '=', secret)
    .executeTakeFirst();
  return row !== undefined && !(await someoneRegistered(db));
}

/** Uses the founding link up, in the transaction that registers the first person; false where it is used up. */
export async function spendFoundingKey(db: Db, secret: string): Promise<boolean> {
  if (!(await isFoundingKey(db, secret))) return false;
  const { numDeletedRows } = await db.deleteFrom('setting').where('key', '=', KEY).executeTakeFirst();
  return numDeletedRows > 0n;
}

/** Whether anybody has an account. */
export async function someoneRegistered(db: Db): Promise<boolean> {
  return (await db.selectFrom('auth_user').select('id').limit(1).executeTakeFirst()) !== undefined;
}
