import { beforeAll, expect, test } from 'vitest';
import type { App } from '../../app.ts';
import { newId } from '../../platform/ids.ts';
import { onEachEngine } from '../../../tests/engines.ts';
import { meet } from '../../../tests/people.ts';
import { refused } from '../../../tests/refusals.ts';

const DAY_MS = 86_400_000;

onEachEngine(({ open }) => {
  let app: App;
  let now = Date.UTC(2027, 0, 1);
  beforeAll(async () => {
    app = await open({ clock: () => now });
  });
  const by = (secret: string) =>
    app.visit({ headers: new Headers({ authorization: `Bearer ${secret}` }), address: '192.0.2.1' });
  const make = (scopes: ('read' | 'write')[], days: number | null = 30) => ({
    id: newId(),
    name: 'Script',
    scopes,
    days,
  });

  test('is shown once, kept as a hash, and does what its scopes say', async () => {
    const ana = await meet(app, 'Ana');
    const input = make(['read']);
    const { secret, token } = await ana.act('accounts.create-token', input);
    expect(secret).toMatch(/^kith_[\w-]{43}$/);
    expect(token).toEqual({ ...tokenOf(input), createdAt: now, expiresAt: now + 30 * DAY_MS, usedAt: null });
    const stored = await app.store.read.selectFrom('access_token').selectAll().execute();
    expect(JSON.stringify(stored)).not.toContain(secret.slice(5));

    const visit = await by(secret);
    expect(await visit.read('accounts.me', {})).toMatchObject({ id: ana.id });
    await refused(visit.act('accounts.change-profile', { name: 'A' }), 'forbidden', 'out-of-scope');
    const { secret: writing } = await ana.act('accounts.create-token', make(['write']));
    await (await by(writing)).act('accounts.change-profile', { about: 'Written by a script.' });
    await refused((await by(writing)).read('accounts.me', {}), 'forbidden', 'out-of-scope');
  });

  test('ends when it says, or never', async () => {
    const ben = await meet(app, 'Ben');
    const short = await ben.act('accounts.create-token', make(['read'], 1));
    const endless = await ben.act('accounts.create-token', make(['read'], null));
    now += DAY_MS - 1;
    expect((await by(short.secret)).viewer.personId).toBe(ben.id);
    now += 1;
    expect((await by(short.secret)).viewer.personId).toBeNull();
    now += 5000 * DAY_MS;
    expect((await by(endless.secret)).viewer.personId).toBe(ben.id);
    const { tokens } = await ben.read('accounts.list-tokens', {});
    expect(tokens.find(({ id }) => id === endless.token.id)).toMatchObject({ usedAt: now, expiresAt: null });
  });

  test('a retried call does not make a second one', async () => {
    const carla = await meet(app, 'Carla');
    const input = make(['read']);
    await carla.act('accounts.create-token', input);
    await refused(carla.act('accounts.create-token', input), 'conflict', 'made-already');
    expect((await carla.read('accounts.list-tokens', {})).tokens).toHaveLength(1);
  });

  test('a token makes no tokens, a stranger neither, and nobody makes hundreds', async () => {
    const dora = await meet(app, 'Dora');
    const { secret } = await dora.act('accounts.create-token', make(['read', 'write']));
    await refused(
      (await by(secret)).act('accounts.create-token', make(['read'])),
      'forbidden',
      'not-with-token',
    );
    const stranger = app.visitAs({ personId: null, scopes: null, address: '' });
    await refused(stranger.act('accounts.create-token', make(['read'])), 'forbidden', 'sign-in-first');
    for (let n = 1; n < 50; n++) await dora.act('accounts.create-token', make(['read']));
    await refused(dora.act('accounts.create-token', make(['read'])), 'conflict', 'too-many-tokens');
  });
});

const tokenOf = ({ id, name, scopes }: { id: string; name: string; scopes: string[] }) => ({
  id,
  name,
  scopes,
});
