import { beforeAll, expect, test } from 'vitest';
import type { App } from '../../app.ts';
import { onEachEngine } from '../../../tests/engines.ts';
import { liveEqualsFresh } from '../../../tests/live-equals-fresh.ts';
import { gather } from '../../../tests/people.ts';

onEachEngine(({ open }) => {
  let app: App;
  beforeAll(async () => {
    app = await open();
  });

  test('a host changes what the community says of itself, and members see it live', async () => {
    const { founder, reader, community } = await gather(app);
    const communityId = community.id;
    const change = { name: 'Allotment 13', values: ['patience', 'thrift'], listed: true, sizeLimit: 3 };
    const watching = {
      watcher: reader,
      communityId,
      fetch: () => reader.read('communities.get', { communityId }),
      apply: (view: object, told: { kind?: string; view?: unknown }) =>
        told.kind === 'community.changed' ? { ...view, ...(told.view as object) } : view,
    };
    const told = await liveEqualsFresh(app, watching as never, () =>
      founder.act('communities.change-charter', { communityId, ...change }),
    );
    expect(told.map((one) => one.kind)).toEqual(['community.changed']);
    expect(await reader.read('communities.get', { communityId })).toMatchObject({ ...change, purpose: '' });
  });

  test('saying the same again changes nothing and announces nothing', async () => {
    const { founder, community } = await gather(app);
    const before = await founder.read('communities.get', { communityId: community.id });
    const { id: communityId, role: _, memberCount: __, createdAt: ___, ...charter } = before;
    expect(await founder.act('communities.change-charter', { communityId, ...charter })).toEqual(before);
    expect(await founder.act('communities.change-charter', { communityId })).toEqual(before);
  });

  test('a community cannot be made smaller than it is, nor take the address of another', async () => {
    const { founder, community } = await gather(app);
    const { community: other } = await gather(app);
    const change = (what: object) =>
      founder.act('communities.change-charter', { communityId: community.id, ...what });
    await expect(change({ sizeLimit: 2 })).rejects.toMatchObject({ reason: 'smaller-than-members' });
    await expect(change({ slug: other.slug })).rejects.toMatchObject({ reason: 'slug-taken', field: 'slug' });
    expect(await change({ slug: `${community.slug}-moved` })).toMatchObject({
      slug: `${community.slug}-moved`,
    });
  });

  test('members are told that this is for hosts, strangers that nothing is there', async () => {
    const { reader, stranger, removed, community } = await gather(app);
    const change = { communityId: community.id, name: 'Mine' };
    const refused = { kind: 'forbidden', reason: 'hosts-only' };
    await expect(reader.act('communities.change-charter', change)).rejects.toMatchObject(refused);
    for (const person of [stranger, removed]) {
      await expect(person.act('communities.change-charter', change)).rejects.toMatchObject({
        kind: 'not-found',
      });
    }
  });
});
