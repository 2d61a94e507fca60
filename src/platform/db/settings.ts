import type { Store } from './store.ts';

/** The value of an installation-wide setting; made and stored once by whichever process asks first. */
export async function settingOnce(store: Store, key: string, make: () => string): Promise<string> {
  return store.write(async (db) => {
    await db
      .insertInto('setting')
      .values({ key, value: make() })
      .onConflict((conflict) => conflict.column('key').doNothing())
      .execute();
    return (await db.selectFrom('setting').select('value').where('key', '=', key).executeTakeFirstOrThrow())
      .value;
  });
}
