import type { Store } from './db/index.ts';

/** Work of the whole house, whichever process does it and however often that is started anew. */
export interface Recurring {
  name: string;
  everyMs: number;
  work(): Promise<unknown>;
}

/** Does what has not been done for as long as it says; what nobody has done yet is due once that time has passed. */
export async function doWhatIsDue(store: Store, recurring: Recurring[], now: number): Promise<void> {
  for (const { name, everyMs, work } of recurring) {
    const key = `last ${name}`;
    const last = await lastTime(store, key);
    if (last !== null && now - last < everyMs) continue;
    if (last !== null) await work();
    await note(store, key, now);
  }
}

async function lastTime(store: Store, key: string): Promise<number | null> {
  const row = await store.read
    .selectFrom('setting')
    .select('value')
    .where('key', '=', key)
    .executeTakeFirst();
  return row ? Number(row.value) : null;
}

async function note(store: Store, key: string, now: number): Promise<void> {
  const value = String(now);
  await store.write((db) =>
    db
      .insertInto('setting')
      .values({ key, value })
      .onConflict((clash) => clash.column('key').doUpdateSet({ value }))
      .execute(),
  );
}
