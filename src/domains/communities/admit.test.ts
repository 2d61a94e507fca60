import { beforeAll, expect, test } from 'vitest';
import type { App } from '../../app.ts';
import { onEachEngine } from '../../../tests/engines.ts';
import { liveEqualsFresh } from '../../../tests/live-equals-fresh.ts';
import { membersLive } from '../../../tests/members-live.ts';
import { gather, introductionOf } from '../../../tests/people.ts';

onEachEngine(({ open }) => {
  let app: App;
  beforeAll(async () => {
    app = await open();
  });

  const waiting = async () => {
    const cast = await gather(app);
    const communityId = cast.community.id;
    await cast.founder.act('communities.change-charter', { communityId, listed: true });
    const introduction = introductionOf(cast.stranger);
    await cast.stranger.act('communities.ask-to-join', { communityId, introduction, agreed: true });
    return { ...cast, who: { communityId, personId: cast.stranger.id } };
  };

  test('a host lets in who waits, and members see them come with what they said', async () => {
    const { founder, reader, stranger, community, who } = await waiting();
    const told = await liveEqualsFresh(app, membersLive(reader, community.id), async () => {
      const view = await founder.act('communities.admit', who);
      expect(view).toMatchObject({ introduction: introductionOf(stranger), role: 'member', invitedBy: null });
    });
    expect(told.map((one) => one.kind)).toEqual(['member.joined']);
    expect(await founder.read('communities.list-waiting', who)).toEqual({ waiting: [] });
    expect(await stranger.read('communities.get', { slug: community.slug })).toMatchObject({
      memberCount: 4,
    });
    expect(await founder.act('communities.admit', who)).toMatchObject({ person: { id: stranger.id } });
    expect(await stranger.read('communities.get', { slug: community.slug })).toMatchObject({
      memberCount: 4,
    });
  });

  test('nobody is let in beyond the limit; they go on waiting', async () => {
    const { founder, community, who } = await waiting();
    await founder.act('communities.change-charter', { communityId: community.id, sizeLimit: 3 });
    await expect(founder.act('communities.admit', who)).rejects.toMatchObject({
      kind: 'conflict',
      reason: 'no-room',
    });
    expect(await founder.read('communities.list-waiting', who)).toMatchObject({ waiting: [{}] });
  });

  test('only hosts let in, only who waits, and strangers find nothing', async () => {
    const { founder, reader, removed, stranger, who } = await waiting();
    await expect(reader.act('communities.admit', who)).rejects.toMatchObject({ reason: 'hosts-only' });
    await expect(stranger.act('communities.admit', who)).rejects.toMatchObject({ kind: 'not-found' });
    const other = { ...who, personId: removed.id };
    await expect(founder.act('communities.admit', other)).rejects.toMatchObject({ kind: 'not-found' });
  });
});
