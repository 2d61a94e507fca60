import { beforeAll, expect, test } from 'vitest';
import type { App } from '../../app.ts';
import { newId } from '../../platform/ids.ts';
import { onEachEngine } from '../../../tests/engines.ts';
import { listen } from '../../../tests/listening.ts';
import { gather, introductionOf, meet } from '../../../tests/people.ts';
import type { Cast, Person } from '../../../tests/people.ts';

onEachEngine(({ open }) => {
  let app: App;
  beforeAll(async () => {
    app = await open();
  });

  const full = async ({ founder, community }: Cast) => {
    const communityId = community.id;
    await founder.act('communities.change-charter', { communityId, sizeLimit: 3 });
    return (await founder.act('communities.invite', { communityId, id: newId(), uses: 1 })).code;
  };
  const wait = (guest: Person, code: string, introduction = introductionOf(guest)) =>
    guest.act('communities.wait', { code, introduction, agreed: true });

  test('who is invited to a full community waits, and its hosts see it live', async () => {
    const cast = await gather(app);
    const { founder, reader, community } = cast;
    const [ada, code] = [await meet(app, 'Ada'), await full(cast)];
    const [host, member] = [
      await listen(app, founder, community.id),
      await listen(app, reader, community.id),
    ];
    const place = await wait(ada, code);
    expect(place).toMatchObject({ communityId: community.id, name: 'Allotment 12' });
    const waiting = {
      person: { id: ada.id },
      introduction: introductionOf(ada),
      invitedBy: { id: founder.id },
    };
    expect(await host.heard()).toMatchObject([
      { kind: 'waiting.changed', view: { personId: ada.id, waiting } },
    ]);
    expect((await member.heard()).filter((one) => one.kind)).toEqual([]);
    const listed = await founder.read('communities.list-waiting', { communityId: community.id });
    expect(listed).toMatchObject({ waiting: [waiting] });
    expect(await ada.read('communities.list-mine', {})).toMatchObject({ communities: [], waiting: [place] });
    await expect(ada.read('communities.get', { slug: community.slug })).rejects.toMatchObject({
      kind: 'not-found',
    });
  });

  test('asking again keeps the place and takes the newer words', async () => {
    const cast = await gather(app);
    const [ada, code] = [await meet(app, 'Ada'), await full(cast)];
    const first = await wait(ada, code);
    expect(await wait(ada, code, 'I am Ada, still hoping.')).toEqual(first);
    const { waiting } = await cast.founder.read('communities.list-waiting', {
      communityId: cast.community.id,
    });
    expect(waiting.map((one) => one.introduction)).toEqual(['I am Ada, still hoping.']);
  });

  test('where there is room, or for who is in already, there is nothing to wait for', async () => {
    const cast = await gather(app);
    const code = await full(cast);
    await expect(wait(cast.reader, code)).rejects.toMatchObject({ reason: 'member-already' });
    await expect(wait(cast.removed, code)).rejects.toMatchObject({ kind: 'forbidden', reason: 'removed' });
    await cast.founder.act('communities.change-charter', { communityId: cast.community.id, sizeLimit: 9 });
    await expect(wait(cast.stranger, code)).rejects.toMatchObject({ kind: 'conflict', reason: 'room-left' });
    await expect(wait(cast.stranger, 'nonsense')).rejects.toMatchObject({ kind: 'not-found' });
  });

  test('when there is room again, an invite still opens the door and ends the waiting', async () => {
    const cast = await gather(app);
    const [ada, code] = [await meet(app, 'Ada'), await full(cast)];
    await wait(ada, code);
    await cast.newcomer.act('communities.leave', { communityId: cast.community.id });
    await ada.act('communities.join', { code, introduction: introductionOf(ada), agreed: true });
    expect(await ada.read('communities.list-mine', {})).toMatchObject({ communities: [{}], waiting: [] });
  });
});
