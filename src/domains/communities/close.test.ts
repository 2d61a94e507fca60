import { beforeAll, expect, test } from 'vitest';
import type { App } from '../../app.ts';
import { newId } from '../../platform/ids.ts';
import { onEachEngine } from '../../../tests/engines.ts';
import { listen } from '../../../tests/listening.ts';
import { gather, introductionOf, meet } from '../../../tests/people.ts';

onEachEngine(({ open }) => {
  let app: App;
  beforeAll(async () => {
    app = await open();
  });

  test('a host closes the community by typing its address; nobody sees it any more', async () => {
    const { founder, reader, community } = await gather(app);
    const { id: communityId, slug } = community;
    await founder.act('communities.change-charter', { communityId, listed: true });
    const { code } = await founder.act('communities.invite', { communityId, id: newId() });
    const ears = await listen(app, reader, communityId);
    await founder.act('communities.close', { communityId, slug });
    const after = await meet(app, 'Ada');
    const joining = { code, introduction: introductionOf(after), agreed: true };
    await expect(after.act('communities.join', joining)).rejects.toMatchObject({ kind: 'not-found' });
    await expect(after.read('communities.get-invite', { code })).rejects.toMatchObject({ kind: 'not-found' });
    expect(await after.read('communities.list-listed', {})).toEqual({ communities: [], next: null });
    for (const person of [founder, reader]) {
      await expect(person.read('communities.get', { communityId })).rejects.toMatchObject({
        kind: 'not-found',
      });
      expect(await person.read('communities.list-mine', {})).toEqual({ communities: [], waiting: [] });
    }
    await expect
      .poll(() => ears.heard())
      .toContainEqual(expect.objectContaining({ view: { personId: reader.id } }));
    expect(await founder.act('communities.found', { id: newId(), name: 'Anew', slug })).toMatchObject({
      slug,
    });
  });

  test('not by mistake, not by members, and not by strangers', async () => {
    const { founder, reader, stranger, community } = await gather(app);
    const { id: communityId, slug } = community;
    const mistyped = founder.act('communities.close', { communityId, slug: 'allotment' });
    await expect(mistyped).rejects.toMatchObject({ kind: 'forbidden', reason: 'not-confirmed' });
    const closing = { communityId, slug };
    await expect(reader.act('communities.close', closing)).rejects.toMatchObject({ reason: 'hosts-only' });
    await expect(stranger.act('communities.close', closing)).rejects.toMatchObject({ kind: 'not-found' });
  });

  test('who waited for it waits no more, and for another one still', async () => {
    const [{ founder, stranger, community }, other] = [await gather(app), await gather(app)];
    const introduction = introductionOf(stranger);
    for (const { founder: host, community: one } of [{ founder, community }, other]) {
      await host.act('communities.change-charter', { communityId: one.id, listed: true });
      const asking = { communityId: one.id, introduction, agreed: true };
      await stranger.act('communities.ask-to-join', asking);
    }
    await founder.act('communities.close', { communityId: community.id, slug: community.slug });
    const { waiting } = await stranger.read('communities.list-mine', {});
    expect(waiting.map((one) => one.communityId)).toEqual([other.community.id]);
  });
});
