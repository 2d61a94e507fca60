import { beforeAll, expect, test } from 'vitest';
import type { App } from '../../app.ts';
import { onEachEngine } from '../../../tests/engines.ts';
import { liveEqualsFresh } from '../../../tests/live-equals-fresh.ts';
import { membersLive } from '../../../tests/members-live.ts';
import { gather, meet, found } from '../../../tests/people.ts';

onEachEngine(({ open }) => {
  let app: App;
  beforeAll(async () => {
    app = await open();
  });

  test('a host steps down while there is another', async () => {
    const { founder, reader, newcomer, community } = await gather(app);
    const communityId = community.id;
    await founder.act('communities.make-host', { communityId, personId: reader.id });
    const told = await liveEqualsFresh(app, membersLive(newcomer, communityId), async () => {
      expect(await founder.act('communities.step-down', { communityId })).toMatchObject({ role: 'member' });
    });
    expect(told.map((one) => one.kind)).toEqual(['member.role-changed']);
    expect(await founder.act('communities.step-down', { communityId })).toMatchObject({ role: 'member' });
  });

  test('the last host hands over first', async () => {
    const { founder, stranger, community } = await gather(app);
    const communityId = community.id;
    await expect(founder.act('communities.step-down', { communityId })).rejects.toMatchObject({
      kind: 'forbidden',
      reason: 'last-host',
    });
    await expect(stranger.act('communities.step-down', { communityId })).rejects.toMatchObject({
      kind: 'not-found',
    });
    const ada = await meet(app, 'Ada');
    const { id } = await found(app, ada, 'Alone');
    const alone = ada.act('communities.step-down', { communityId: id });
    await expect(alone).rejects.toMatchObject({ reason: 'last-member' });
  });

  test('of two hosts who step down at once, one stays', async () => {
    const { founder, reader, community } = await gather(app);
    const communityId = community.id;
    await founder.act('communities.make-host', { communityId, personId: reader.id });
    const stepping = [founder, reader].map((host) => host.act('communities.step-down', { communityId }));
    const results = await Promise.allSettled(stepping);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });
});
