import type { Store } from '../../platform/db/index.ts';
import type { FileStore } from '../../platform/files/index.ts';

const GRACE_MS = 24 * 3_600_000;

/** Removes uploads that were never sent and files whose message is gone, a day later. Returns how many files. */
export async function sweepFiles(store: Store, files: FileStore, now: number): Promise<number> {
  await store.write((db) =>
    db
      .deleteFrom('attachment')
      .where('number', 'is', null)
      .where('created_at', '<', now - GRACE_MS)
      .execute(),
  );
  let swept = 0;
  for await (const { key, changedAt } of files.list('messages')) {
    if (changedAt > now - GRACE_MS || (await isUsed(store, key))) continue;
    await files.remove(key);
    swept++;
  }
  return swept;
}

/** Keys read `messages/<community>/<id>/<variant>`; copies in kept threads share the first upload's key. */
async function isUsed(store: Store, key: string): Promise<boolean> {
  const [, communityId] = key.split('/');
  const row = await store.read
    .selectFrom('attachment')
    .select('id')
    .where('community_id', '=', communityId!)
    .where('stored', '=', key.slice(0, key.lastIndexOf('/')))
    .executeTakeFirst();
  return row !== undefined;
}
