import { beforeAll, expect, test } from 'vitest';
import type { App } from '../../app.ts';
import { onEachEngine } from '../../../tests/engines.ts';
import { liveEqualsFresh } from '../../../tests/live-equals-fresh.ts';
import { membersLive } from '../../../tests/members-live.ts';
import { gather } from '../../../tests/people.ts';

onEachEngine(({ open }) => {
  let app: App;
  beforeAll(async () => {
    app = await open();
  });

  test('the founder hands over and can then leave', async () => {
    const { founder, reader, newcomer, community } = await gather(app);
    const communityId = community.id;
    const told = await liveEqualsFresh(app, membersLive(newcomer, communityId), async () => {
      const view = await founder.act('communities.hand-over', { communityId, to: reader.id });
      expect(view).toMatchObject({ person: { id: reader.id }, role: 'host' });
    });
    expect(told.map((one) => one.kind)).toEqual(['member.role-changed', 'member.role-changed']);
    expect(await founder.read('communities.get', { communityId })).toMatchObject({ role: 'member' });
    expect(await founder.act('communities.leave', { communityId })).toEqual({});
  });

  test('only a host hands over, to another member', async () => {
    const { founder, reader, newcomer, stranger, community } = await gather(app);
    const over = (who: typeof founder, to: string) =>
      who.act('communities.hand-over', { communityId: community.id, to });
    await expect(over(reader, newcomer.id)).rejects.toMatchObject({
      kind: 'forbidden',
      reason: 'hosts-only',
    });
    await expect(over(founder, founder.id)).rejects.toMatchObject({ reason: 'not-yourself' });
    await expect(over(founder, stranger.id)).rejects.toMatchObject({ kind: 'not-found' });
    await expect(over(stranger, reader.id)).rejects.toMatchObject({ kind: 'not-found' });
  });
});
