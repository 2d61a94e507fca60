import type { Db, Engine } from './store.ts';
import { sql } from 'kysely';
import type { Standing } from './standing.ts';

/** Locks of this house among all that PostgreSQL knows by two numbers: for long, and within a transaction. */
const FOR_LONG = 720_115;
const WITHIN = 720_116;

/** The right to do something that one process at a time does. */
export interface Claim {
  /** Aborted once the right is lost: somebody else may have it from then on. */
  lost: AbortSignal;
  release(): Promise<void>;
}

export interface Claims {
  /** Takes it up unless somebody else has it, here or at another process; null then. */
  take(name: string): Promise<Claim | null>;
}

/**
 * Claims are locks on the standing connection: they go with the process, however it ends, and with a connection that
 * hangs. On SQLite there is one process, which only keeps itself from doing the same twice.
 */
export function openClaims(standing: Standing | null): Claims {
  const held = new Map<string, AbortController>();
  void standing?.stand({
    down() {
      for (const lost of held.values()) lost.abort();
      held.clear();
    },
  });

  async function release(name: string, lost: AbortController): Promise<void> {
    if (held.get(name) !== lost) return;
    await standing
      ?.ask('select pg_advisory_unlock($1, hashtext($2))', [FOR_LONG, name])
      .catch(() => undefined);
    if (held.get(name) === lost) held.delete(name);
  }

  return {
    async take(name) {
      if (held.has(name)) return null;
      const lost = new AbortController();
      held.set(name, lost);
      if (standing && !(await isGiven(standing, name))) held.delete(name);
      return held.get(name) === lost ? { lost: lost.signal, release: () => release(name, lost) } : null;
    },
  };
}

async function isGiven(standing: Standing, name: string): Promise<boolean> {
  const asked = standing.ask('select pg_try_advisory_lock($1, hashtext($2)) as given', [FOR_LONG, name]);
  const rows = await asked.catch(() => []);
  return rows[0]?.['given'] === true;
}

/** Whether nobody else does this at the moment; held to the end of the transaction. On SQLite writes take turns anyway. */
export async function claimWithin(engine: Engine, db: Db, name: string): Promise<boolean> {
  if (engine === 'sqlite') return true;
  const { rows } = await sql<{
    given: boolean;
  }>`select pg_try_advisory_xact_lock(${WITHIN}::int, hashtext(${name})) as given`.execute(db);
  return rows[0]!.given;
}
