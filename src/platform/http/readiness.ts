import { setTimeout as sleep } from 'node:timers/promises';
import { migrationsDue } from '../db/index.ts';
import type { Store } from '../db/index.ts';

const PATIENCE_MS = 2000;
/** However many ask, and however often, the database is asked no more than once in this time. */
const STANDS_MS = 500;

/** Whether the house can serve people: null, or why not, in words that tell nothing else. */
export function readiness(store: Store) {
  let closing = false;
  let looked: { at: number; why: Promise<string | null> } | null = null;
  return {
    /** From now on it cannot. */
    close: () => void (closing = true),
    why(now: number): Promise<string | null> {
      if (closing) return Promise.resolve('it closes');
      if (!looked || now - looked.at >= STANDS_MS) looked = { at: now, why: look(store) };
      return looked.why;
    },
  };
}

export type Readiness = ReturnType<typeof readiness>;

async function look(store: Store): Promise<string | null> {
  const found = migrationsDue(store).then(
    (due) => (due.length ? 'the database waits for its migrations' : null),
    (error: unknown) =>
      (error as { reason?: string }).reason === 'newer'
        ? 'the database is already that of a newer Kith'
        : 'the database does not answer',
  );
  return Promise.race([found, sleep(PATIENCE_MS, 'the database does not answer', { ref: false })]);
}
