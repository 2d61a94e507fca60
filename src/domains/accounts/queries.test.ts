import { beforeAll, expect, test } from 'vitest';
import type { App } from '../../app.ts';
import { newId } from '../../platform/ids.ts';
import { onEachEngine } from '../../../tests/engines.ts';
import { meet } from '../../../tests/people.ts';
import { refused } from '../../../tests/refusals.ts';
import { emailOf, findPeople, findPerson, personCards } from './index.ts';

onEachEngine(({ open }) => {
  let app: App;
  beforeAll(async () => {
    app = await open();
  });

  test('strangers read nothing of anybody', async () => {
    const stranger = app.visitAs({ personId: null, scopes: null, address: '' });
    const reads = [
      'accounts.me',
      'accounts.list-sessions',
      'accounts.list-passkeys',
      'accounts.list-tokens',
    ] as const;
    for (const name of reads) await refused(stranger.read(name, {}), 'forbidden', 'sign-in-first');
    expect(await stranger.read('accounts.get-pass', { pass: 'guessed' })).toEqual({ valid: false });
  });

  test('that nobody has come in yet is told until somebody has', async () => {
    const empty = await open();
    const stranger = empty.visitAs({ personId: null, scopes: null, address: '' });
    expect(await stranger.read('accounts.get-founding', {})).toEqual({ open: true });
    await meet(empty, 'Ana');
    expect(await stranger.read('accounts.get-founding', {})).toEqual({ open: false });
  });

  test('cards and views are found by id, and people who are gone are left out', async () => {
    const ana = await meet(app, 'Ana');
    const ben = await meet(app, 'Ben');
    const gone = newId();
    const cards = await personCards(app.store.read, [ana.id, null, gone, ana.id]);
    expect([...cards.values()]).toEqual([
      { id: ana.id, handle: ana.handle, name: 'Ana', picture: null, imported: false },
    ]);
    const people = await findPeople(app.store.read, [ben.id, gone]);
    expect([...people.keys()]).toEqual([ben.id]);
    expect(people.get(ben.id)).toEqual(await findPerson(app.store.read, ben.id));
    expect(await findPerson(app.store.read, gone)).toBeUndefined();
    expect(await emailOf(app.store.read, ana.id)).toBe(ana.email);
    expect(await emailOf(app.store.read, gone)).toBeUndefined();
    expect(await personCards(app.store.read, [])).toEqual(new Map());
  });
});
