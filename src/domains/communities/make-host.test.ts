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

  test('a host makes a member a host beside them; doing it again changes nothing', async () => {
    const { founder, reader, newcomer, community } = await gather(app);
    const who = { communityId: community.id, personId: reader.id };
    const told = await liveEqualsFresh(app, membersLive(newcomer, community.id), async () => {
      expect(await founder.act('communities.make-host', who)).toMatchObject({ role: 'host' });
      await founder.act('communities.make-host', who);
    });
    expect(told.map((one) => one.kind)).toEqual(['member.role-changed']);
    const hosts = await newcomer.read('communities.list-members', {
      communityId: community.id,
      role: 'host',
    });
    expect(hosts.members.map((one) => one.person.id).sort()).toEqual([founder.id, reader.id].sort());
  });

  test('members make nobody a host, and who is not there cannot be one', async () => {
    const { founder, reader, newcomer, stranger, community } = await gather(app);
    const make = (who: typeof founder, personId: string) =>
      who.act('communities.make-host', { communityId: community.id, personId });
    await expect(make(reader, newcomer.id)).rejects.toMatchObject({
      kind: 'forbidden',
      reason: 'hosts-only',
    });
    await expect(make(founder, stranger.id)).rejects.toMatchObject({ kind: 'not-found' });
    await expect(make(stranger, stranger.id)).rejects.toMatchObject({ kind: 'not-found' });
  });
});
