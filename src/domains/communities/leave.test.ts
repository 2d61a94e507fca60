import { beforeAll, expect, test } from 'vitest';
import type { App } from '../../app.ts';
import { onEachEngine } from '../../../tests/engines.ts';
import { liveEqualsFresh } from '../../../tests/live-equals-fresh.ts';
import { membersLive } from '../../../tests/members-live.ts';
import { bringIn, gather } from '../../../tests/people.ts';

onEachEngine(({ open }) => {
  let app: App;
  beforeAll(async () => {
    app = await open();
  });

  test('who leaves is gone from the list at once and sees the community no more', async () => {
    const { reader, newcomer, founder, community } = await gather(app);
    const communityId = community.id;
    const told = await liveEqualsFresh(app, membersLive(newcomer, communityId), () =>
      reader.act('communities.leave', { communityId }),
    );
    expect(told).toMatchObject([{ kind: 'member.left', actorId: reader.id, view: { personId: reader.id } }]);
    expect(await founder.read('communities.get', { communityId })).toMatchObject({ memberCount: 2 });
    await expect(reader.read('communities.get', { communityId })).rejects.toMatchObject({
      kind: 'not-found',
    });
    await expect(reader.act('communities.leave', { communityId })).rejects.toMatchObject({
      kind: 'not-found',
    });
  });

  test('who left can be invited again, and is greeted anew', async () => {
    const { reader, founder, community } = await gather(app);
    const communityId = community.id;
    await founder.act('communities.greet', { communityId, to: reader.id });
    await reader.act('communities.leave', { communityId });
    await bringIn(founder, reader, communityId);
    const { handle } = reader;
    expect(await founder.read('communities.get-member', { communityId, handle })).toMatchObject({
      greetedBy: [],
    });
  });

  test('the last host hands over first; the very last member closes the community', async () => {
    const { founder, reader, newcomer, community } = await gather(app);
    const leaving = { communityId: community.id };
    await expect(founder.act('communities.leave', leaving)).rejects.toMatchObject({
      kind: 'forbidden',
      reason: 'last-host',
    });
    await reader.act('communities.leave', leaving);
    await newcomer.act('communities.leave', leaving);
    await expect(founder.act('communities.leave', leaving)).rejects.toMatchObject({ reason: 'last-member' });
  });

  test('of two hosts who leave at once, one stays', async () => {
    const { founder, reader, newcomer, community } = await gather(app);
    const communityId = community.id;
    await founder.act('communities.make-host', { communityId, personId: reader.id });
    const leaving = [founder, reader].map((host) => host.act('communities.leave', { communityId }));
    const results = await Promise.allSettled(leaving);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const { members } = await newcomer.read('communities.list-members', { communityId, role: 'host' });
    expect(members).toHaveLength(1);
  });

  test('a stranger has nothing to leave', async () => {
    const { stranger, community } = await gather(app);
    const leaving = stranger.act('communities.leave', { communityId: community.id });
    await expect(leaving).rejects.toMatchObject({ kind: 'not-found' });
  });
});
