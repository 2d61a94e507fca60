import { beforeAll, expect, test } from 'vitest';
import type { App } from '../../app.ts';
import { newId } from '../../platform/ids.ts';
import { onEachEngine } from '../../../tests/engines.ts';
import { factKinds } from '../../../tests/members-live.ts';
import { meet } from '../../../tests/people.ts';

const garden = {
  name: 'Allotment 12',
  purpose: 'We grow food on a strip by the railway.',
  values: ['patience'],
  interests: ['beans', 'bees'],
  hue: 110,
  agreements: ['Shut the gate.'],
  sizeLimit: 40,
  listed: true,
};

onEachEngine(({ open }) => {
  let app: App;
  beforeAll(async () => {
    app = await open();
  });

  test('who founds a community is its first host and only member', async () => {
    const ines = await meet(app, 'Ines');
    const id = newId();
    const view = await ines.act('communities.found', { ...garden, id, slug: ' Allotment-12 ' });
    expect(view).toMatchObject({ ...garden, id, slug: 'allotment-12', role: 'host', memberCount: 1 });
    expect(await ines.read('communities.get', { slug: 'allotment-12' })).toEqual(view);
    const { members } = await ines.read('communities.list-members', { communityId: id });
    expect(members).toMatchObject([{ person: { id: ines.id }, role: 'host', introduction: '' }]);
    expect(await factKinds(app, id)).toEqual(['community.founded']);
  });

  test('what the founder leaves open has quiet defaults', async () => {
    const ines = await meet(app, 'Ines');
    const view = await ines.act('communities.found', { id: newId(), name: 'Bread', slug: 'bread' });
    expect(view).toMatchObject({
      purpose: '',
      values: [],
      agreements: [],
      sizeLimit: 150,
      listed: false,
      hue: 145,
    });
  });

  test('a retried call founds once', async () => {
    const ines = await meet(app, 'Ines');
    const input = { id: newId(), name: 'Soup', slug: 'soup' };
    const first = await ines.act('communities.found', input);
    expect(await ines.act('communities.found', input)).toEqual(first);
    expect(await factKinds(app, input.id)).toEqual(['community.founded']);
    const other = await meet(app, 'Sol');
    await expect(other.act('communities.found', input)).rejects.toMatchObject({ reason: 'id-taken' });
  });

  test('the same call twice at once founds once', async () => {
    const ines = await meet(app, 'Ines');
    const input = { id: newId(), name: 'Stew', slug: 'stew' };
    const [one, other] = await Promise.all([1, 2].map(() => ines.act('communities.found', input)));
    expect(one).toEqual(other);
    expect(await factKinds(app, input.id)).toEqual(['community.founded']);
  });

  test('an address belongs to one community, and Kith keeps its own', async () => {
    const ines = await meet(app, 'Ines');
    await ines.act('communities.found', { id: newId(), name: 'Jam', slug: 'jam' });
    const again = ines.act('communities.found', { id: newId(), name: 'Jam too', slug: 'jam' });
    await expect(again).rejects.toMatchObject({ kind: 'conflict', reason: 'slug-taken', field: 'slug' });
    const settings = ines.act('communities.found', { id: newId(), name: 'Settings', slug: 'settings' });
    await expect(settings).rejects.toMatchObject({ kind: 'invalid', field: 'slug' });
  });

  test('strangers sign in first', async () => {
    const visitor = app.visitAs({ personId: null, scopes: null, address: '192.0.2.7' });
    const founding = visitor.act('communities.found', { id: newId(), name: 'Tea', slug: 'tea' });
    await expect(founding).rejects.toMatchObject({ kind: 'forbidden', reason: 'sign-in-first' });
  });
});
