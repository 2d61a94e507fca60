import type { Kysely } from 'kysely';
import type { Tables } from './tables.ts';
import type { DatabaseUse } from './use.ts';

export type Engine = 'sqlite' | 'postgres';

/** A connection for reading, or inside a write for reading and writing. */
export type Db = Kysely<Tables>;

/** The installation's database: one way in for reads, one for writes, the same on both engines. */
export interface Store {
  engine: Engine;
  /** Sees what is committed; never used for writing. */
  read: Db;
  /**
   * Runs `work` in one transaction and resolves once it is durable. Nothing slow may be awaited inside. Where it concerns
   * one community, it takes its turn among all that changes that one, in whichever process, and shares its transaction
   * with others that wait for the same; it may then be run more than once, of which one counts.
   */
  write<T>(work: (db: Db) => Promise<T>, communityId?: string): Promise<T>;
  /**
   * A mark of all that is committed now: it changes with every commit, whichever process makes it. Null where there is
   * none: of a PostgreSQL spread over several machines, the one that is asked does not see what others commit.
   */
  version(): Promise<string | null>;
  /** A plain Kysely for libraries that manage their own transactions. Never used inside `write`. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- a library brings tables of its own
  library: Kysely<any>;
  use(): DatabaseUse;
  /** Gives back memory that only makes the next reads quicker. */
  rest(): void;
  close(): Promise<void>;
}
