import { keepSetting, readSetting } from './db/index.ts';
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
    const last = await readSetting(store, key);
    if (last !== null && now - Number(last) < everyMs) continue;
    if (last !== null) await work();
    await keepSetting(store, key, String(now));
  }
}
