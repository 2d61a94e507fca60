import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApp } from '../app.ts';
import type { App } from '../app.ts';
import { newPostgres, usual } from '../../tests/engines.ts';
import { emptyFolder } from '../../tests/kith.ts';
import { missingFor } from '../../tests/many-houses.ts';
import { openStore } from './db/index.ts';
import type { Store } from './db/index.ts';
import { newId } from './ids.ts';
import { limiter } from './limits.ts';
import { countTogether, sweepLimits } from './limits-together.ts';

const missing = missingFor('PostgreSQL');
const STRICT = { times: 5, seconds: 600 };

describe.skipIf(missing)(`limits of several processes${missing ? ` (${missing})` : ''}`, () => {
  const ends: (() => Promise<unknown>)[] = [];
  let databaseUrl: string;
  let stores: Store[];
  beforeAll(async () => {
    databaseUrl = await newPostgres(ends);
    stores = [1, 2].map(() => openStore({ databaseUrl, dataDir: '' }));
    ends.push(...stores.map((store) => () => store.close()));
  });
  afterAll(async () => {
    for (const end of ends.reverse()) await end();
  });
  const openLimiters = () => stores.map((store) => limiter(true, countTogether(store)));

  test('what is strict is counted together, to the last use, however many come at once', async () => {
    const processes = openLimiters();
    const key = newId();
    const uses = Array.from({ length: 40 }, async (_, n) => processes[n % 2]!.use(key, STRICT, 0));
    const outcomes = await Promise.allSettled(uses);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(5);
    for (const limits of processes) {
      const again = async (now: number) => limits.use(key, STRICT, now);
      await expect(again(1000)).rejects.toMatchObject({ kind: 'too-many', retryAfter: 599 });
    }
    for (const limits of processes) await limits.use(key, STRICT, 600_000);
  });

  test('people and their address are counted at once, and neither is stored as it is', async () => {
    const [one, other] = openLimiters();
    const at = (personId: string | null) => ({ personId, address: '192.0.2.44' });
    for (let n = 0; n < 5; n++) await one!.admit('invite', at('ana'), STRICT, 0);
    await expect((async () => other!.admit('invite', at('ana'), STRICT, 0))()).rejects.toThrow('600 s');
    await other!.admit('invite', at('ben'), STRICT, 0);
    const rows = await stores[0]!.read.selectFrom('limit_use').selectAll().execute();
    expect(JSON.stringify(rows)).not.toMatch(/ana|ben|invite|192/);
  });

  test('what is done often is counted by each alone, and costs the database nothing', async () => {
    const [one] = openLimiters();
    expect(one!.use('send', { times: 60, seconds: 60 }, 0)).toBeUndefined();
    await expect(
      (async () => one!.use(newId(), { times: 0, seconds: 60, together: true }, 0))(),
    ).rejects.toThrow();
  });

  test('what is over is swept', async () => {
    const [one] = openLimiters();
    await one!.use(newId(), STRICT, 1_000_000);
    await sweepLimits(stores[0]!, 1_600_000);
    expect(await stores[0]!.read.selectFrom('limit_use').selectAll().execute()).toEqual([]);
  });

  test('who guesses a password at one house after the other is stopped at both', async () => {
    const config = { ...usual(await emptyFolder()), databaseUrl, limits: true };
    const houses: App[] = [await createApp(config), await createApp(config)];
    ends.push(...houses.map((house) => () => house.close()));
    const guess = (n: number) =>
      houses[n % 2]!.visitAs({ personId: null, scopes: null, address: `192.0.2.${n}` }).act(
        'accounts.sign-in',
        { email: 'ines@example.org', password: `guess number ${n}` },
      );
    for (let n = 0; n < 15; n++) await expect(guess(n)).rejects.not.toMatchObject({ kind: 'too-many' });
    for (let n = 15; n < 17; n++) await expect(guess(n)).rejects.toMatchObject({ kind: 'too-many' });
  });
});
