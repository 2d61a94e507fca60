import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newPostgres } from '../../../tests/engines.ts';
import { inDatabase } from '../../../tests/postgres.ts';
import { missingFor } from '../../../tests/many-houses.ts';
import { logger } from '../log.ts';
import { openClaims } from './claims.ts';
import { openStanding } from './standing.ts';

const missing = missingFor('PostgreSQL');

test('a process alone claims everything once', async () => {
  const claims = openClaims(null);
  const claim = await claims.take('sweeping');
  expect(await claims.take('sweeping')).toBeNull();
  expect(await claims.take('cooking')).not.toBeNull();
  await claim!.release();
  expect(await claims.take('sweeping')).not.toBeNull();
});

describe.skipIf(missing)(`claims of several processes${missing ? ` (${missing})` : ''}`, () => {
  const ends: (() => Promise<unknown>)[] = [];
  let databaseUrl: string;
  beforeAll(async () => {
    databaseUrl = await newPostgres(ends, 'template0');
  });
  afterAll(async () => {
    for (const end of ends.reverse()) await end();
  });

  async function process() {
    const standing = await openStanding(databaseUrl, logger('silent'));
    ends.push(standing.close);
    const [row] = await standing.ask('select pg_backend_pid() as pid');
    return { standing, pid: row!['pid'] as number, ...openClaims(standing) };
  }

  test('go to one at a time, and on once they are given back', async () => {
    const [one, other] = [await process(), await process()];
    const first = await one.take('a');
    const later = [other.take('a'), one.take('a'), other.take('b')];
    const taken = [first, ...(await Promise.all(later))];
    expect(taken.map((claim) => claim !== null)).toEqual([true, false, false, true]);
    await taken[0]!.release();
    await taken[0]!.release();
    expect(await other.take('a')).not.toBeNull();
    expect(await one.take('a')).toBeNull();
    expect(taken.map((claim) => claim?.lost.aborted)).toEqual([false, undefined, undefined, false]);
  });

  test('are lost with the connection, which whoever had them learns of', async () => {
    const [one, other] = [await process(), await process()];
    const claim = (await one.take('c'))!;
    const lost = new Promise((heard) => claim.lost.addEventListener('abort', heard));
    await inDatabase(databaseUrl, `select pg_terminate_backend(${one.pid})`);
    await lost;
    await expect.poll(async () => (await other.take('c')) !== null).toBe(true);
    await claim.release(); // It is another one's by now, and stays so.
    await expect
      .poll(() =>
        one.standing
          .ask('select 1')
          .then(() => 'up')
          .catch(() => 'down'),
      )
      .toBe('up');
    expect(await one.take('c')).toBeNull();
  });

  test('cannot be taken while the database is away', async () => {
    const one = await process();
    await one.standing.close();
    expect(await one.take('d')).toBeNull();
  });
});
