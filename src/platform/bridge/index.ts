import { settingOnce } from '../db/index.ts';
import type { Standing, Store } from '../db/index.ts';
import { newId } from '../ids.ts';
import type { Log } from '../log.ts';
import { noBridge } from './bridge.ts';
import type { OpenBridge } from './bridge.ts';
import { postgresBridge } from './postgres.ts';

export type { Bridge, OpenBridge } from './bridge.ts';
export { noBridge } from './bridge.ts';
export type { Word } from './word.ts';

interface Needs {
  store: Store;
  standing: Standing | null;
  natsUrl: string | null;
  log: Log;
}

/** How the processes of this house tell each other: not at all on SQLite, by NATS where it is set up, else by PostgreSQL. */
export async function bridgeOf({ store, standing, natsUrl, log }: Needs): Promise<OpenBridge> {
  if (!standing) return noBridge;
  if (!natsUrl) return postgresBridge(standing);
  const { natsBridge } = await import('./nats.ts'); // Not read in, nor held in memory, where nobody uses it.
  return natsBridge(natsUrl, await settingOnce(store, 'house-id', newId), log);
}
