import type { Store } from '../../platform/db/index.ts';
import type { FileStore } from '../../platform/files/index.ts';
import { pictureOfKey } from './picture.ts';

const GRACE_MS = 24 * 3_600_000;

/** Removes pictures that no person has, a day later: what an upload that broke off left behind. Returns how many. */
export async function sweepPictures(store: Store, files: FileStore, now: number): Promise<number> {
  let swept = 0;
  for await (const { key, changedAt } of files.list('people')) {
    if (changedAt > now - GRACE_MS || (await isUsed(store, pictureOfKey(key)))) continue;
    await files.remove(key);
    swept++;
  }
  return swept;
}

async function isUsed(store: Store, picture: string): Promise<boolean> {
  const person = store.read.selectFrom('person').select('id').where('picture', '=', picture);
  return (await person.executeTakeFirst()) !== undefined;
}
