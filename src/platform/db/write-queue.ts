import { AsyncResource } from 'node:async_hooks';
import type { DatabaseSync } from 'node:sqlite';

const LARGEST_GROUP = 100;

interface WriteJob {
  kind: 'write';
  work: () => Promise<unknown>;
  resolve: (value: unknown) => void;
  reject: (error: unknown) => void;
}

type Job = WriteJob | { kind: 'loan'; start: () => Promise<void> };

/**
 * The order of writes to one SQLite file. Writes that wait at the same time share one transaction, each in a
 * savepoint of its own, so that they share one sync of the disk; each is told only once it is durable.
 */
export function writeQueue(database: DatabaseSync) {
  const [begin, commit] = [database.prepare('begin immediate'), database.prepare('commit')];
  const [mark, release] = [database.prepare('savepoint job'), database.prepare('release job')];
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
    const taken: WriteJob[] = [];
    const settle: (() => void)[] = [];
    try {
      taken.push(waiting.shift() as WriteJob);
      begin.run();
      settle.push(await attempt(taken[0]!));
      while (waiting[0]?.kind === 'write' && taken.length < LARGEST_GROUP) {
        taken.push(waiting.shift() as WriteJob);
        settle.push(await attempt(taken.at(-1)!));
      }
      commit.run();
    } catch (error) {
      if (database.isOpen && database.isTransaction) database.exec('rollback');
      for (const { reject } of taken) reject(error);
      return;
    }
    for (const tell of settle) tell();
  }

  /** A job that fails undoes only its own; where the whole transaction is gone with it, all are to be told. */
  async function attempt(job: WriteJob): Promise<() => void> {
    mark.run();
    try {
      const value = await job.work();
      release.run();
      return () => job.resolve(value);
    } catch (error) {
      if (!database.isOpen || !database.isTransaction) throw error;
      database.exec('rollback to job');
      release.run();
      return () => job.reject(error);
    }
  }

  return {
    write<T>(work: () => Promise<T>): Promise<T> {
      return new Promise((resolve, reject) => {
        // Done in the name of whoever asked, not of whoever woke the queue.
        const inItsName = AsyncResource.bind(work);
        waiting.push({
          kind: 'write',
          work: inItsName,
          resolve: resolve as (value: unknown) => void,
          reject,
        });
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
