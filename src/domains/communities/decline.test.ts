import { beforeAll, expect, test } from 'vitest';
import type { App } from '../../app.ts';
import { onEachEngine } from '../../../tests/engines.ts';
import { listen } from '../../../tests/listening.ts';
import { gather, introductionOf } from '../../../tests/people.ts';

onEachEngine(({ open }) => {
  let app: App;
  beforeAll(async () => {
    app = await open();
  });

  test('a host declines who waits; they can ask again', async () => {
    const { founder, reader, stranger, community } = await gather(app);
    const communityId = community.id;
    await founder.act('communities.change-charter', { communityId, listed: true });
    const asking = { communityId, introduction: introductionOf(stranger), agreed: true };
    await stranger.act('communities.ask-to-join', asking);
    const who = { communityId, personId: stranger.id };
    await expect(reader.act('communities.decline', who)).rejects.toMatchObject({ reason: 'hosts-only' });
    await expect(stranger.act('communities.decline', who)).rejects.toMatchObject({ kind: 'not-found' });
    const ears = await listen(app, founder, communityId);
    await founder.act('communities.decline', who);
    await founder.act('communities.decline', who);
    const view = { personId: stranger.id, waiting: null };
    expect(await ears.heard()).toMatchObject([{ kind: 'waiting.changed', view }]);
    expect(await stranger.read('communities.list-mine', {})).toMatchObject({ waiting: [] });
    expect(await stranger.act('communities.ask-to-join', asking)).toMatchObject({ communityId });
  });
});
