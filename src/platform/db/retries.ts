import { STALE } from './postgres-connection.ts';

/** Serialisation, deadlock, and a clash of keys: run again, the second sees what the first stored and says so. */
const RETRIED = new Set(['40001', '40P01', '23505', STALE]);
export const TRIES = 5;

/** Whether PostgreSQL has stopped a transaction for another one's sake, or for a reason that is gone the next time. */
export const isRetried = (error: unknown): boolean =>
  RETRIED.has((error as { code?: string } | null)?.code ?? '');

/** A transaction that PostgreSQL stopped so is run again. */
export async function withRetries<T>(attempt: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried++) {
    try {
      return await attempt();
    } catch (error) {
      if (tried === TRIES || !isRetried(error)) throw error;
    }
  }
}
