import { beforeAll, expect, test } from 'vitest';
import type { App } from '../../app.ts';
import { newId } from '../../platform/ids.ts';
import { onEachEngine } from '../../../tests/engines.ts';
import { liveEqualsFresh } from '../../../tests/live-equals-fresh.ts';
import { membersLive } from '../../../tests/members-live.ts';
import { gather, introductionOf, meet } from '../../../tests/people.ts';
import type { Cast, Person } from '../../../tests/people.ts';

onEachEngine(({ open }) => {
  let app: App;
  let now = Date.now();
  beforeAll(async () => {
    app = await open({ clock: () => now });
  });

  const codeFor = async ({ founder, community }: Cast, more: object = {}) =>
    (await founder.act('communities.invite', { communityId: community.id, id: newId(), ...more })).code;
  const join = (guest: Person, code: string) =>
    guest.act('communities.join', { code, introduction: introductionOf(guest), agreed: true });

  test('who is invited joins with an introduction, and members see them come', async () => {
    const cast = await gather(app);
    const { founder, reader, community } = cast;
    const code = await codeFor(cast);
    const ada = await meet(app, 'Ada');
    const told = await liveEqualsFresh(app, membersLive(reader, community.id), async () => {
      expect(await join(ada, code)).toMatchObject({ id: community.id, role: 'member', memberCount: 4 });
    });
    expect(told.map((one) => one.kind)).toEqual(['member.joined']);
    const view = { person: { id: ada.id }, introduction: introductionOf(ada), invitedBy: { id: founder.id } };
    expect(told[0]!.view).toMatchObject(view);
    expect(await ada.read('communities.get', { slug: community.slug })).toMatchObject({ memberCount: 4 });
  });

  test('joining twice is joining once, also when the first call took the last use', async () => {
    const cast = await gather(app);
    const code = await codeFor(cast, { uses: 1 });
    const ada = await meet(app, 'Ada');
    expect(await join(ada, code)).toEqual(await join(ada, code));
    expect((await join(cast.founder, code)).role).toBe('host');
    await expect(join(cast.stranger, code)).rejects.toMatchObject({ kind: 'not-found' });
  });

  test('the agreements must be accepted, and the introduction must say something', async () => {
    const cast = await gather(app);
    const code = await codeFor(cast);
    const introduction = introductionOf(cast.stranger);
    const without = cast.stranger.act('communities.join', { code, introduction });
    await expect(without).rejects.toMatchObject({ kind: 'invalid', field: 'agreed', reason: 'not-agreed' });
    const short = cast.stranger.act('communities.join', { code, introduction: ' hi   ', agreed: true });
    await expect(short).rejects.toMatchObject({ kind: 'invalid', field: 'introduction' });
  });

  test('wrong, expired and ended codes all find nothing', async () => {
    const cast = await gather(app);
    const { founder, stranger, community } = cast;
    const expiring = await codeFor(cast, { expiresInDays: 1 });
    now += 86_400_000;
    const communityId = community.id;
    const ended = await founder.act('communities.invite', { communityId, id: newId() });
    await founder.act('communities.revoke-invite', { communityId, id: ended.invite.id });
    const wrong = `${ended.code.slice(0, -2)}AA`;
    for (const code of [expiring, ended.code, wrong, 'x', '', '%00']) {
      await expect(join(stranger, code)).rejects.toMatchObject({ kind: 'not-found', reason: 'not-found' });
    }
  });

  test('an invite for a mail address is for the person who has it', async () => {
    const cast = await gather(app);
    const ada = await meet(app, 'Ada');
    const code = await codeFor(cast, { email: ada.email.toUpperCase() });
    const refused = { kind: 'forbidden', reason: 'other-address' };
    await expect(join(cast.stranger, code)).rejects.toMatchObject(refused);
    expect(await join(ada, code)).toMatchObject({ role: 'member' });
  });

  test('who was removed hears why, with any invite', async () => {
    const cast = await gather(app);
    const joining = join(cast.removed, await codeFor(cast));
    await expect(joining).rejects.toMatchObject({
      kind: 'forbidden',
      reason: 'removed',
      message: expect.stringContaining('Sold seeds that were not his.') as string,
    });
  });

  test('a full community says so, and the invite keeps its use', async () => {
    const cast = await gather(app);
    const { founder, community } = cast;
    const code = await codeFor(cast, { uses: 1 });
    const ada = await meet(app, 'Ada');
    await founder.act('communities.change-charter', { communityId: community.id, sizeLimit: 3 });
    await expect(join(ada, code)).rejects.toMatchObject({ kind: 'conflict', reason: 'full' });
    await founder.act('communities.change-charter', { communityId: community.id, sizeLimit: 4 });
    expect(await join(ada, code)).toMatchObject({ memberCount: 4 });
  });

  test('of many who come at once, as many get in as there is room and as the invite has uses', async () => {
    const cast = await gather(app);
    const { founder, community } = cast;
    const crowd = await Promise.all(['Bo', 'Cy', 'Di', 'Ed', 'Flo', 'Gus'].map((name) => meet(app, name)));
    await founder.act('communities.change-charter', { communityId: community.id, sizeLimit: 5 });
    const results = await Promise.allSettled(
      await codeFor(cast).then((code) => crowd.map((guest) => join(guest, code))),
    );
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
    await founder.act('communities.change-charter', { communityId: community.id, sizeLimit: 50 });
    const left = crowd.filter((_, index) => results[index]!.status === 'rejected');
    const code = await codeFor(cast, { uses: 1 });
    const more = await Promise.allSettled(left.map((guest) => join(guest, code)));
    expect(more.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await founder.read('communities.get', { slug: community.slug })).toMatchObject({ memberCount: 6 });
  });
});
