import { beforeAll, expect, test } from 'vitest';
import type { App } from '../../app.ts';
import { onEachEngine } from '../../../tests/engines.ts';
import { listen } from '../../../tests/listening.ts';
import { found, gather, meet } from '../../../tests/people.ts';
import { getKept, listKept, listKeptMembers, setKeptRole } from './keeper.ts';

onEachEngine(({ open }) => {
  let app: App;
  beforeAll(async () => {
    app = await open();
  });

  test('the keeper sees every community with its hosts, and its members', async () => {
    const { community, founder, reader, newcomer } = await gather(app);
    const listed = await listKept(app.store.read);
    expect(listed.map((one) => one.slug)).toEqual(['allotment-12', 'the-other-garden']);
    const kept = await getKept(app.store.read, community.slug);
    expect(kept).toMatchObject({ name: 'Allotment 12', memberCount: 3, hosts: [{ id: founder.id }] });
    const members = await listKeptMembers(app.store.read, community.slug);
    expect(members.map((one) => one.person.id).sort()).toEqual([founder.id, reader.id, newcomer.id].sort());
    await expect(getKept(app.store.read, 'nowhere')).rejects.toMatchObject({ kind: 'not-found' });
  });

  test('the keeper appoints and dismisses hosts, members see it live, and the last one stays', async () => {
    const { community, founder, reader, newcomer, stranger } = await gather(app);
    const set = (handle: string, role: 'host' | 'member') =>
      setKeptRole(app.store, { slug: community.slug, handle, role }, Date.now());
    await expect(set(founder.handle, 'member')).rejects.toMatchObject({
      kind: 'forbidden',
      reason: 'last-host',
    });
    await expect(set(stranger.handle, 'host')).rejects.toMatchObject({ kind: 'not-found' });
    const ears = await listen(app, newcomer, community.id);
    expect(await set(reader.handle, 'host')).toMatchObject({ role: 'host' });
    expect(await set(reader.handle, 'host')).toMatchObject({ role: 'host' });
    expect(await set(founder.handle, 'member')).toMatchObject({ role: 'member' });
    await expect
      .poll(() => ears.heard(), { timeout: 5000 })
      .toMatchObject([
        { kind: 'member.role-changed', actorId: null, view: { person: { id: reader.id }, role: 'host' } },
        { kind: 'member.role-changed', actorId: null, view: { person: { id: founder.id }, role: 'member' } },
      ]);
  });

  test('closed communities are gone for the keeper as well', async () => {
    const ada = await meet(app, 'Ada');
    const { id, slug } = await found(app, ada, 'Short lived');
    await ada.act('communities.close', { communityId: id, slug });
    const slugs = (await listKept(app.store.read)).map((one) => one.slug);
    expect(slugs).not.toContain(slug);
    expect(slugs).not.toContain(id);
  });
});
