import { beforeAll, expect, test } from 'vitest';
import type { App } from '../../app.ts';
import { onEachEngine } from '../../../tests/engines.ts';
import { meet } from '../../../tests/people.ts';
import { refused } from '../../../tests/refusals.ts';

onEachEngine(({ open }) => {
  let app: App;
  beforeAll(async () => {
    app = await open();
  });

  test('what is given changes, the rest stays', async () => {
    const ana = await meet(app, 'Ana');
    const before = await ana.read('accounts.me', {});
    const change = {
      about: ' I keep bees. ',
      interests: ['bees', 'bread', 'bees'],
      timeZone: 'America/Bogota',
    };
    await ana.act('accounts.change-profile', change);
    await ana.act('accounts.change-profile', { name: 'Ana B.', language: 'es', handle: 'ana.b' });
    await ana.act('accounts.change-profile', {});
    expect(await ana.read('accounts.me', {})).toEqual({
      ...before,
      about: 'I keep bees.',
      interests: ['bees', 'bread'],
      timeZone: 'America/Bogota',
      name: 'Ana B.',
      language: 'es',
      handle: 'ana.b',
    });
  });

  test('a handle belongs to one person', async () => {
    const ben = await meet(app, 'Ben');
    const carla = await meet(app, 'Carla');
    const taken = ben.act('accounts.change-profile', { handle: carla.handle, name: 'Carla' });
    await refused(taken, 'conflict', 'handle-taken');
    expect(await ben.read('accounts.me', {})).toMatchObject({ name: 'Ben' });
    await ben.act('accounts.change-profile', { handle: ben.handle });
  });

  test.each([
    { handle: 'everyone' },
    { handle: 'a b' },
    { name: ' ' },
    { timeZone: 'Moon/Tycho' },
    { language: 'tlh' as 'en' },
    { about: 'x'.repeat(601) },
    { interests: Array.from({ length: 13 }, (_, n) => `interest ${n}`) },
  ])('%o is refused', async (change) => {
    const dora = await meet(app, 'Dora');
    await refused(dora.act('accounts.change-profile', change), 'invalid');
  });

  test('strangers have no profile, and a token needs to be one for writing', async () => {
    const stranger = app.visitAs({ personId: null, scopes: null, address: '' });
    await refused(stranger.act('accounts.change-profile', { name: 'Eva' }), 'forbidden', 'sign-in-first');
    const eva = await meet(app, 'Eva');
    const token = (scopes: string[]) => app.visitAs({ personId: eva.id, scopes, address: '' });
    const change = { name: 'Eva Luna' };
    await refused(token(['read']).act('accounts.change-profile', change), 'forbidden', 'out-of-scope');
    await token(['write']).act('accounts.change-profile', change);
  });
});
