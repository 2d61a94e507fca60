import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeQueue } from './write-queue.ts';

function open() {
  const database = new DatabaseSync(':memory:');
  database.exec('create table kept (value integer primary key)');
  const put = database.prepare('insert into kept values (?)');
  const all = () =>
    database
      .prepare('select value from kept order by value')
      .all()
      .map((row) => row.value);
  return { database, queue: writeQueue(database), put, all };
}

describe('writes that wait together', () => {
  it('all take effect, each once', async () => {
    const { queue, put, all } = open();
    await Promise.all([3, 1, 2].map((value) => queue.write(() => Promise.resolve(put.run(value)))));
    expect(all()).toEqual([1, 2, 3]);
  });

  it('do not suffer from one among them that fails', async () => {
    const { queue, put, all } = open();
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.record({ value: fc.nat(), fails: fc.boolean() }), { selector: (job) => job.value }),
        async (jobs) => {
          const before = new Set(all());
          const fresh = jobs.filter((job) => !before.has(job.value));
          const settled = await Promise.allSettled(
            fresh.map(({ value, fails }) =>
              queue.write(async () => {
                put.run(value);
                await Promise.resolve();
                if (fails) throw new Error('no');
              }),
            ),
          );
          expect(settled.map((one) => one.status === 'rejected')).toEqual(fresh.map((job) => job.fails));
          const kept = fresh.filter((job) => !job.fails).map((job) => job.value);
          expect(new Set(all())).toEqual(new Set([...before, ...kept]));
        },
      ),
      { numRuns: 50 },
    );
  });

  it('wait while the connection is lent to a library', async () => {
    const { queue, put, all, database } = open();
    const giveBack = await queue.lend();
    database.exec('begin');
    const write = queue.write(() => Promise.resolve(put.run(7)));
    database.exec('insert into kept values (1)');
    database.exec('rollback');
    giveBack();
    await write;
    expect(all()).toEqual([7]);
  });

  it('are told when the disk refuses them all', async () => {
    const { queue, put, database } = open();
    const writes = [1, 2, 3].map((value) => queue.write(() => Promise.resolve(put.run(value))));
    database.close();
    const settled = await Promise.allSettled(writes);
    expect(settled.map((one) => one.status)).toEqual(['rejected', 'rejected', 'rejected']);
  });
});
