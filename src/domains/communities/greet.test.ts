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

  test('a member greets a newcomer once, and it shows who did', async () => {
    const { founder, reader, newcomer, community } = await gather(app);
    const greeting = { communityId: community.id, to: newcomer.id };
    const told = await liveEqualsFresh(app, membersLive(founder, community.id), async () => {
      expect(await reader.act('communities.greet', greeting)).toMatchObject({
        greetedBy: [{ id: reader.id }],
      });
      await reader.act('communities.greet', greeting);
      await founder.act('communities.greet', greeting);
    });
    expect(told.map((one) => one.kind)).toEqual(['member.greeted', 'member.greeted']);
    const handle = newcomer.handle;
    const view = await newcomer.read('communities.get-member', { communityId: community.id, handle });
    expect(view.greetedBy.map((one) => one.name)).toEqual(['Tomas', 'Ines']);
  });

  test('nobody greets themselves, nor who is not there', async () => {
    const { newcomer, removed, stranger, community } = await gather(app);
    const greet = (who: typeof newcomer, to: string) =>
      who.act('communities.greet', { communityId: community.id, to });
    await expect(greet(newcomer, newcomer.id)).rejects.toMatchObject({
      kind: 'forbidden',
      reason: 'not-yourself',
    });
    await expect(greet(newcomer, removed.id)).rejects.toMatchObject({ kind: 'not-found' });
    await expect(greet(stranger, newcomer.id)).rejects.toMatchObject({ kind: 'not-found' });
  });
});
