import { AsyncResource } from 'node:async_hooks';
import { Kysely } from 'kysely';
import { isKithError } from '../errors.ts';
import { commit, postgresDialect, rollback } from './postgres-connection.ts';
import type { Lender, Lent } from './postgres-connection.ts';
import { prepared } from './prepared.ts';
import { isRetried, TRIES } from './retries.ts';
import type { Db } from './store.ts';

/** PostgreSQL keeps so many parts of a transaction at hand; with more, whoever reads has to look further. */
const LARGEST_GROUP = 50;

interface Job {
  work: (db: Db) => Promise<unknown>;
  resolve: (value: unknown) => void;
  reject: (error: unknown) => void;
  tried: number;
}

/**
 * The order of writes within each community on PostgreSQL. Those that wait for the same community share one
 * transaction, which holds the community's counter from its begin, each behind a savepoint of its own, so that they
 * share one sync of the disk; each is told only once it is durable. So whatever one of them has read of its community is
 * still so when it writes, whichever process writes there as well.
 */
export function turns(lend: Lender) {
  const lines = new Map<string, Job[]>();
  const drained = new Set<Promise<void>>();

  async function drain(communityId: string, line: Job[]): Promise<void> {
    while (line.length) await group(lend, communityId, line);
    lines.delete(communityId);
  }

  return {
    write<T>(communityId: string, work: (db: Db) => Promise<T>): Promise<T> {
      return new Promise((resolve, reject) => {
        // Done in the name of whoever asked, not of whoever is at it.
        const inItsName = AsyncResource.bind(work);
        const job = { work: inItsName, resolve: resolve as Job['resolve'], reject, tried: 0 };
        const line = lines.get(communityId);
        if (line) return void line.push(job);
        const fresh = [job];
        lines.set(communityId, fresh);
        const draining = drain(communityId, fresh).finally(() => drained.delete(draining));
        drained.add(draining);
      });
    },
    settled: async () => void (await Promise.all(drained)),
  };
}

async function group(lend: Lender, communityId: string, line: Job[]): Promise<void> {
  let lent: Lent;
  try {
    lent = await lend();
  } catch (error) {
    return refuseAll(line, error);
  }
  const taken: Job[] = [];
  try {
    await Promise.all([lent.say('begin'), hold(open(lent), { communityId })]);
    const settle = [await alone(lent, take(line, taken))];
    for (let mark = 'savepoint job'; mayJoin(line, taken); mark = 'release job; savepoint job')
      settle.push(await behindSavepoint(lent, mark, take(line, taken)));
    await commit(lent);
    for (const tell of settle) tell();
  } catch (error) {
    await rollback(lent).catch(() => undefined);
    if (taken.length) goAgain(line, taken, error);
    else refuseAll(line, error);
  } finally {
    lent.giveBack();
  }
}

const hold = prepared((db, given: { communityId: string }) =>
  db.selectFrom('fact_counter').select('seq').where('community_id', '=', given.communityId).forUpdate(),
);

const open = (lent: Pick<Lent, 'executeQuery' | 'streamQuery'>) =>
  new Kysely({ dialect: postgresDialect(lent) }) as Db;

function take(line: Job[], taken: Job[]): Job {
  const job = line.shift()!;
  taken.push(job);
  return job;
}

/** Who has been stopped before goes alone. */
const mayJoin = ([next]: Job[], taken: Job[]) =>
  next?.tried === 0 && taken[0]!.tried === 0 && taken.length < LARGEST_GROUP;

/** What the whole transaction consists of so far needs no savepoint: it is taken back as a whole. */
async function alone(lent: Lent, job: Job): Promise<() => void> {
  const value = await within(lent, job);
  return () => job.resolve(value);
}

/** A write that fails undoes only its own, unless what stopped it concerns the whole transaction. */
async function behindSavepoint(lent: Lent, mark: string, job: Job): Promise<() => void> {
  const marked = lent.say(mark);
  marked.catch(() => undefined); // Asked for below.
  try {
    const value = await within(lent, job);
    await marked;
    return () => job.resolve(value);
  } catch (error) {
    await marked; // Without its own savepoint it would take back those of the one before it.
    if (isRetried(error)) throw error;
    await lent.say('rollback to job');
    return () => job.reject(error);
  }
}

/** What goes on behind a write that has ended must not reach into the next one. */
async function within(lent: Lent, job: Job): Promise<unknown> {
  let over = false;
  const db = open({
    executeQuery: (query) =>
      over ? Promise.reject(new Error('this write has ended already')) : lent.executeQuery(query),
    streamQuery: lent.streamQuery,
  });
  try {
    return await job.work(db);
  } finally {
    over = true;
  }
}

/** Nothing of it has happened. What one alone was at is its own failure; several cannot tell, and go alone. */
function goAgain(line: Job[], taken: Job[], error: unknown): void {
  const final = isKithError(error) || (taken.length === 1 && !isRetried(error));
  const again = taken.filter((job) => !final && ++job.tried < TRIES);
  for (const job of taken) if (!again.includes(job)) job.reject(error);
  line.unshift(...again);
}

function refuseAll(line: Job[], error: unknown): void {
  for (const { reject } of line.splice(0)) reject(error);
}
