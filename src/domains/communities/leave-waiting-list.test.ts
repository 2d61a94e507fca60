import { beforeAll, expect, test } from 'vitest';
import type { App } from '../../app.ts';
import { newId } from '../../platform/ids.ts';
import { onEachEngine } from '../../../tests/engines.ts';
import { listen } from '../../../tests/listening.ts';
import { gather, introductionOf } from '../../../tests/people.ts';

onEachEngine(({ open }) => {
  let app: App;
  beforeAll(async () => {
    app = await open();
  });

  test('who waits takes themselves off the list, once', async () => {
    const { founder, stranger, community } = await gather(app);
    const communityId = community.id;
    await founder.act('communities.change-charter', { communityId, listed: true });
    const introduction = introductionOf(stranger);
    await stranger.act('communities.ask-to-join', { communityId, introduction, agreed: true });
    const ears = await listen(app, founder, communityId);
    await stranger.act('communities.leave-waiting-list', { communityId });
    await stranger.act('communities.leave-waiting-list', { communityId });
    expect((await ears.heard()).map((one) => one.kind)).toEqual(['waiting.changed']);
    expect(await founder.read('communities.list-waiting', { communityId })).toEqual({ waiting: [] });
  });

  test('the answer does not tell whether there is such a community', async () => {
    const { stranger, visitor, community } = await gather(app);
    for (const communityId of [community.id, newId()]) {
      expect(await stranger.act('communities.leave-waiting-list', { communityId })).toEqual({});
    }
    const leaving = visitor.act('communities.leave-waiting-list', { communityId: community.id });
    await expect(leaving).rejects.toMatchObject({ reason: 'sign-in-first' });
  });
});
