import type { InsertMany, Store } from '../../../platform/db/index.ts';
import type { FileStore } from '../../../platform/files/index.ts';
import type { Source } from '../record.ts';
import type { Staging } from '../staging/open-staging.ts';

/** What placing an archive in the house needs. */
export interface Placing {
  staging: Staging;
  source: Source;
  store: Store;
  files: FileStore;
  uploadBytes: number;
  many: InsertMany;
  /** How many messages go in together; whoever else writes waits as long as they take. */
  atOnce: number;
  /** Who brings the archive; null for whoever runs the installation. */
  by: string | null;
  clock(): number;
  /** Told now and then how many messages were placed. */
  watch(placed: number): void;
  interrupted(): boolean;
}

/** One community that an archive goes into. */
export interface Target {
  placing: Placing;
  communityId: string;
}
