import type { Db, Store } from '../../platform/db/index.ts';
import { newSecret } from '../../platform/ids.ts';
import { hashOf } from './tokens.ts';

const KEY = 'founding-key';

/** The link with which the first person registers, until somebody has; each call makes the earlier ones void. */
export async function foundingLink(store: Store, origin: string): Promise<string | null> {
  const secret = newSecret();
  const open = await store.write(async (db) => {
    if (await someoneRegistered(db)) return false;
    await db
      .insertInto('setting')
      .values({ key: KEY, value: hashOf(secret) })
      .onConflict((clash) => clash.column('key').doUpdateSet({ value: hashOf(secret) }))
      .execute();
    return true;
  });
  return open ? `${origin}/start?key=${secret}` : null;
}

/** Whether this is the secret of the founding link, and nobody has registered yet. */
export async function isFoundingKey(db: Db, secret: string): Promise<boolean> {
  const row = await db
    .selectFrom('setting')
    .select('key')
    .where('key', '=', KEY)
    .where('value', '=', hashOf(secret))
    .executeTakeFirst();
  return row !== undefined && !(await someoneRegistered(db));
}

/** Uses the founding link up, in the transaction that registers the first person; false where it is used up. */
export async function spendFoundingKey(db: Db, secret: string): Promise<boolean> {
  if (!(await isFoundingKey(db, secret))) return false;
  const { numDeletedRows } = await db.deleteFrom('setting').where('key', '=', KEY).executeTakeFirst();
  return numDeletedRows > 0n;
}

async function someoneRegistered(db: Db): Promise<boolean> {
  return (await db.selectFrom('auth_user').select('id').limit(1).executeTakeFirst()) !== undefined;
}
