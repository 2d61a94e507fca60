import { beforeAll, expect, test } from 'vitest';
import type { App } from '../../app.ts';
import { onEachEngine } from '../../../tests/engines.ts';
import { liveEqualsFresh } from '../../../tests/live-equals-fresh.ts';
import { listen } from '../../../tests/listening.ts';
import { membersLive } from '../../../tests/members-live.ts';
import { gather } from '../../../tests/people.ts';

onEachEngine(({ open }) => {
  let app: App;
  beforeAll(async () => {
    app = await open();
  });

  const reason = 'Kept shouting at newcomers.';

  test('a host removes a member; the reason is kept for hosts and is not told to all', async () => {
    const { founder, reader, newcomer, community } = await gather(app);
    const removing = { communityId: community.id, personId: reader.id, reason };
    const told = await liveEqualsFresh(app, membersLive(newcomer, community.id), () =>
      founder.act('communities.remove-member', removing),
    );
    expect(told).toMatchObject([
      { kind: 'member.removed', actorId: founder.id, view: { personId: reader.id } },
    ]);
    expect(JSON.stringify(told)).not.toContain(reason);
    expect(await founder.read('communities.list-removed', removing)).toMatchObject({
      removed: [{ person: { id: reader.id }, removedBy: { id: founder.id }, reason }, {}],
    });
    await expect(founder.act('communities.remove-member', removing)).rejects.toMatchObject({
      kind: 'not-found',
    });
  });

  test('who is removed hears that they are, and nothing after it', async () => {
    const { founder, reader, newcomer, community } = await gather(app);
    const [ears, others] = [
      await listen(app, reader, community.id),
      await listen(app, newcomer, community.id),
    ];
    await founder.act('communities.remove-member', {
      communityId: community.id,
      personId: reader.id,
      reason,
    });
    await founder.act('communities.greet', { communityId: community.id, to: newcomer.id });
    expect((await others.heard()).map((one) => one.kind)).toEqual(['member.removed', 'member.greeted']);
    expect((await ears.heard()).map((one) => one.kind)).toEqual(['member.removed']);
  });

  test('hosts cannot remove each other or themselves, and members nobody', async () => {
    const { founder, reader, newcomer, community } = await gather(app);
    const communityId = community.id;
    await founder.act('communities.make-host', { communityId, personId: reader.id });
    const remove = (who: typeof founder, personId: string) =>
      who.act('communities.remove-member', { communityId, personId, reason });
    await expect(remove(reader, founder.id)).rejects.toMatchObject({ kind: 'forbidden', reason: 'is-host' });
    await expect(remove(reader, reader.id)).rejects.toMatchObject({ reason: 'not-yourself' });
    await expect(remove(newcomer, reader.id)).rejects.toMatchObject({ reason: 'hosts-only' });
  });

  test('a reason is asked for, and strangers find nobody', async () => {
    const { founder, reader, stranger, community } = await gather(app);
    const who = { communityId: community.id, personId: reader.id };
    const without = founder.act('communities.remove-member', { ...who, reason: ' ' });
    await expect(without).rejects.toMatchObject({ kind: 'invalid', field: 'reason' });
    const removing = stranger.act('communities.remove-member', { ...who, reason });
    await expect(removing).rejects.toMatchObject({ kind: 'not-found' });
  });
});
