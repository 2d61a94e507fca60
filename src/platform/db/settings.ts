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

/** The value of an installation-wide setting; null where nobody has stored one. */
export async function readSetting({ read }: Pick<Store, 'read'>, key: string): Promise<string | null> {
  const row = await read.selectFrom('setting').select('value').where('key', '=', key).executeTakeFirst();
  return row?.value ?? null;
}

/** Stores the value of an installation-wide setting in the place of what it was. */
export async function keepSetting(store: Store, key: string, value: string): Promise<void> {
  await store.write((db) =>
    db
      .insertInto('setting')
      .values({ key, value })
      .onConflict((clash) => clash.column('key').doUpdateSet({ value }))
      .execute(),
  );
}
