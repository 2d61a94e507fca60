import type { DatabaseSync } from 'node:sqlite';

const LARGEST_GROUP = 100;

type Job =
  | { kind: 'write'; work: () => Promise<unknown>; resolve: (value: unknown) => void; reject: (error: unknown) => void }
  | { kind: 'loan'; start: () => Promise<void> };

/**
 * The order of writes to one SQLite file. Writes that wait at the same time share one transaction, each in a
 * savepoint of its own, so that they share one sync of the disk; each is told only once it is durable.
 */
export function writeQueue(database: DatabaseSync) {
  const waiting: Job[] = [];
  let draining = false;

  function wake(): void {
    if (draining) return;
    draining = true;
    setImmediate(() => void drain());
  }

  async function drain(): Promise<void> {
    while (waiting.length) {
      const next = waiting[0]!;
      if (next.kind === 'loan') {
        waiting.shift();
        await next.start();
      } else {
        await group();
      }
    }
    draining = false;
  }

  async function group(): Promise<void> {
    const done: { resolve: () => void; reject: (error: unknown) => void }[] = [];
    try {
      database.exec('begin immediate');
      while (waiting[0]?.kind === 'write' && done.length < LARGEST_GROUP) {
        const job = waiting.shift() as Extract<Job, { kind: 'write' }>;
        const settle = await attempt(job);
        done.push({ resolve: settle, reject: job.reject });
      }
      database.exec('commit');
    } catch (error) {
      if (database.isTransaction) database.exec('rollback');
      if (done.length === 0) done.push({ resolve: () => undefined, reject: rejectNext() });
      for (const { reject } of done) reject(error);
      return;
    }
    for (const { resolve } of done) resolve();
  }

  /** Where not even `begin` worked, the first in the queue is the one to be told. */
  function rejectNext(): (error: unknown) => void {
    const job = waiting[0]?.kind === 'write' ? (waiting.shift() as Extract<Job, { kind: 'write' }>) : undefined;
    return (error) => job?.reject(error);
  }

  async function attempt(job: Extract<Job, { kind: 'write' }>): Promise<() => void> {
    database.exec('savepoint job');
    try {
      const value = await job.work();
      database.exec('release job');
      return () => job.resolve(value);
    } catch (error) {
      if (!database.isTransaction) throw error;
      database.exec('rollback to job');
      database.exec('release job');
      return () => job.reject(error);
    }
  }

  return {
    write<T>(work: () => Promise<T>): Promise<T> {
      return new Promise((resolve, reject) => {
        waiting.push({ kind: 'write', work, resolve: resolve as (value: unknown) => void, reject });
        wake();
      });
    },
    /** Lends the connection outside any transaction; resolves with the function that gives it back. */
    lend(): Promise<() => void> {
      return new Promise((lent) => {
        waiting.push({ kind: 'loan', start: () => new Promise((ended) => lent(ended)) });
        wake();
      });
    },
  };
}
