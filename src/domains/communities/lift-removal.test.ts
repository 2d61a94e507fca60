import { beforeAll, expect, test } from 'vitest';
import type { App } from '../../app.ts';
import { onEachEngine } from '../../../tests/engines.ts';
import { factKinds } from '../../../tests/members-live.ts';
import { bringIn, gather } from '../../../tests/people.ts';

onEachEngine(({ open }) => {
  let app: App;
  beforeAll(async () => {
    app = await open();
  });

  test('once a host lifts it, an invite lets them in again', async () => {
    const { founder, removed, community } = await gather(app);
    const who = { communityId: community.id, personId: removed.id };
    await founder.act('communities.lift-removal', who);
    await founder.act('communities.lift-removal', who);
    expect((await factKinds(app, community.id)).filter((kind) => kind === 'removal.lifted')).toHaveLength(1);
    expect(await founder.read('communities.list-removed', who)).toEqual({ removed: [] });
    await bringIn(founder, removed, community.id);
    expect(await removed.read('communities.get', { slug: community.slug })).toMatchObject({ memberCount: 4 });
  });

  test('whom another community has removed stays removed there', async () => {
    const { founder, removed, community } = await gather(app);
    const other = await gather(app);
    const there = { communityId: other.community.id, personId: removed.id };
    await bringIn(other.founder, removed, there.communityId);
    await other.founder.act('communities.remove-member', { ...there, reason: 'Here too.' });
    await founder.act('communities.lift-removal', { communityId: community.id, personId: removed.id });
    const left = await other.founder.read('communities.list-removed', there);
    expect(left.removed.map(({ person }) => person.id)).toContain(removed.id);
  });

  test('only hosts lift it', async () => {
    const { reader, removed, stranger, community } = await gather(app);
    const who = { communityId: community.id, personId: removed.id };
    await expect(reader.act('communities.lift-removal', who)).rejects.toMatchObject({ reason: 'hosts-only' });
    for (const person of [removed, stranger]) {
      await expect(person.act('communities.lift-removal', who)).rejects.toMatchObject({ kind: 'not-found' });
    }
  });
});
