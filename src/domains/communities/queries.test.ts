import sharp from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import type { App } from '../../app.ts';
import { newId } from '../../platform/ids.ts';
import { onEachEngine } from '../../../tests/engines.ts';
import { bringIn, found, gather, introductionOf, meet } from '../../../tests/people.ts';

const DAY_MS = 86_400_000;

onEachEngine(({ open }) => {
  let app: App;
  let now = Date.now();
  beforeAll(async () => {
    app = await open({ clock: () => now });
  });

  describe('communities.get', () => {
    test('shows members their community, by address or id', async () => {
      const { reader, founder, community } = await gather(app);
      const view = await reader.read('communities.get', { slug: community.slug });
      expect(view).toMatchObject({ id: community.id, role: 'member', memberCount: 3 });
      expect(await founder.read('communities.get', { communityId: community.id })).toEqual({
        ...view,
        role: 'host',
      });
    });

    test('says the same to strangers whether it exists or not', async () => {
      const { stranger, removed, community } = await gather(app);
      const answer = (person: typeof stranger, slug: string) =>
        person.read('communities.get', { slug }).catch((error: unknown) => ({ ...(error as object) }));
      const nowhere = await answer(stranger, 'nowhere');
      expect(nowhere).toMatchObject({ kind: 'not-found', reason: 'not-found' });
      expect(await answer(stranger, community.slug)).toEqual(nowhere);
      expect(await answer(removed, community.slug)).toEqual(nowhere);
      await expect(stranger.read('communities.get', {})).rejects.toMatchObject({ kind: 'invalid' });
    });
  });

  test('communities.list-mine lists by name what one belongs to', async () => {
    const ada = await meet(app, 'Ada');
    for (const name of ['bees', 'Zwieback', 'Äpfel']) await found(app, ada, name.replace('Ä', 'A'));
    const { communities, waiting } = await ada.read('communities.list-mine', {});
    expect(communities.map((one) => one.name)).toEqual(['Apfel', 'bees', 'Zwieback']);
    expect(waiting).toEqual([]);
  });

  test('communities.list-listed shows the listed ones in pages, and only what they are about', async () => {
    const ada = await meet(app, 'Ada');
    const { stranger } = await gather(app);
    for (const [later, slug] of ['one', 'two', 'three'].entries()) {
      const given = { name: slug, slug, purpose: `All about ${slug}.`, listed: true };
      await ada.act('communities.found', { id: newId(Date.now() + later), ...given }); // Not in the same moment.
    }
    const first = await stranger.read('communities.list-listed', { limit: 2 });
    expect(first.communities.map((one) => one.name)).toEqual(['three', 'two']);
    expect(Object.keys(first.communities[0]!).sort()).toEqual(
      ['agreements', 'hue', 'id', 'interests', 'mine', 'name', 'purpose'].sort(),
    );
    const rest = await stranger.read('communities.list-listed', { limit: 2, cursor: first.next! });
    expect(rest).toMatchObject({ communities: [{ name: 'one', mine: null }], next: null });
    expect(await ada.read('communities.list-listed', { limit: 1 })).toMatchObject({
      communities: [{ mine: 'member' }],
    });
  });

  describe('communities.get-invite', () => {
    const invited = async (more: object = {}) => {
      const cast = await gather(app);
      const communityId = cast.community.id;
      return {
        ...cast,
        ...(await cast.founder.act('communities.invite', { communityId, id: newId(), ...more })),
      };
    };

    test('shows anyone who holds the code where it leads and who invites', async () => {
      const { visitor, founder, community, code } = await invited({ email: 'ada@example.org' });
      expect(await visitor.read('communities.get-invite', { code })).toMatchObject({
        community: {
          id: community.id,
          name: 'Allotment 12',
          agreements: ['We speak as if we sat at one table.'],
        },
        invitedBy: { id: founder.id },
        full: false,
        emailHint: 'a…@example.org',
        memberOf: null,
      });
      expect(await founder.read('communities.get-invite', { code })).toMatchObject({
        memberOf: community.slug,
      });
    });

    test('shows the face of who invites to those alone who can fetch it', async () => {
      const { visitor, stranger, founder, code } = await invited();
      const content = await sharp({ create: { width: 9, height: 9, channels: 3, background: 'olive' } })
        .png()
        .toBuffer();
      const me = { name: 'me.png', mime: 'image/png', content };
      const { picture } = await founder.act('accounts.change-picture', me);
      const seen = async (person: typeof visitor) =>
        (await person.read('communities.get-invite', { code })).invitedBy?.picture;
      expect(await seen(stranger)).toBe(picture);
      expect(await seen(visitor)).toBeNull();
    });

    test('tells who was removed why, and nobody else', async () => {
      const { visitor, removed, stranger, code } = await invited();
      const reason = 'Sold seeds that were not his.';
      expect(await removed.read('communities.get-invite', { code })).toMatchObject({
        removedBecause: reason,
      });
      for (const person of [stranger, visitor]) {
        expect(await person.read('communities.get-invite', { code })).toMatchObject({ removedBecause: null });
      }
    });

    test('says whether the community is full, and keeps its members and address to itself', async () => {
      const { visitor, founder, community, code } = await invited();
      await founder.act('communities.change-charter', { communityId: community.id, sizeLimit: 3 });
      const shown = await visitor.read('communities.get-invite', { code });
      expect(shown).toMatchObject({ full: true, emailHint: null });
      expect(JSON.stringify(shown)).not.toContain(community.slug);
      expect(shown.community).not.toHaveProperty('memberCount');
    });

    test('finds nothing for codes that are wrong, expired, ended or used up, all alike', async () => {
      const expiring = await invited({ expiresInDays: 1 });
      now += DAY_MS;
      const { founder, stranger, visitor, community, code, invite } = await invited({ uses: 1 });
      await stranger.act('communities.join', { code, introduction: introductionOf(stranger), agreed: true });
      const ended = await founder.act('communities.invite', { communityId: community.id, id: newId() });
      await founder.act('communities.revoke-invite', { communityId: community.id, id: ended.invite.id });
      for (const wrong of [expiring.code, code, ended.code, 'wrong', invite.id, `${code}=`]) {
        const reading = visitor.read('communities.get-invite', { code: wrong });
        await expect(reading).rejects.toMatchObject({ kind: 'not-found', reason: 'not-found' });
      }
    });
  });

  test('communities.list-invites shows a host all open invites, a member their own, a stranger none', async () => {
    const { founder, reader, stranger, community } = await gather(app);
    const communityId = community.id;
    const hosts = await founder.act('communities.invite', { communityId, id: newId() });
    now += 1000;
    const own = await reader.act('communities.invite', { communityId, id: newId() });
    const listed = async (person: typeof reader, ended = false) =>
      (await person.read('communities.list-invites', { communityId, ended })).invites.map((one) => one.id);
    expect(await listed(founder)).toEqual([own.invite.id, hosts.invite.id]);
    expect(await listed(reader)).toEqual([own.invite.id]);
    await founder.act('communities.revoke-invite', { communityId, id: own.invite.id });
    expect(await listed(reader)).toEqual([]);
    expect(await listed(reader, true)).toEqual([own.invite.id]);
    expect(await listed(founder, true)).toHaveLength(5);
    await expect(listed(stranger)).rejects.toMatchObject({ kind: 'not-found' });
  });

  describe('communities.list-members', () => {
    test('goes through all members page by page, by name or by when they joined', async () => {
      const { founder, reader, community } = await gather(app);
      const communityId = community.id;
      for (const name of ['Élan', 'bo', 'Zoe']) {
        now += 1000;
        await bringIn(founder, await meet(app, name), communityId);
      }
      const all = async (sort: 'name' | 'joined') => {
        const names: string[] = [];
        let cursor: string | undefined;
        do {
          const page = await reader.read('communities.list-members', { communityId, sort, limit: 2, cursor });
          names.push(...page.members.map((one) => one.person.name));
          cursor = page.next ?? undefined;
        } while (cursor);
        return names;
      };
      expect(await all('name')).toEqual(['bo', 'Élan', 'Ines', 'Noor', 'Tomas', 'Zoe']);
      expect((await all('joined')).slice(0, 4)).toEqual(['Zoe', 'bo', 'Élan', 'Noor']);
    });

    test('goes on where it was when the last one shown has left', async () => {
      const { founder, newcomer, community } = await gather(app);
      const communityId = community.id;
      const first = await founder.read('communities.list-members', { communityId, limit: 2 });
      expect(first.members.at(-1)!.person.id).toBe(newcomer.id);
      await newcomer.act('communities.leave', { communityId });
      const next = await founder.read('communities.list-members', { communityId, cursor: first.next! });
      expect(next.members.map((one) => one.person.name)).toEqual(['Tomas']);
      const bad = founder.read('communities.list-members', { communityId, cursor: 'bm9uc2Vuc2U' });
      await expect(bad).rejects.toMatchObject({ kind: 'invalid', field: 'cursor' });
    });

    test('is for members', async () => {
      const { stranger, visitor, community } = await gather(app);
      const asked = { communityId: community.id };
      await expect(stranger.read('communities.list-members', asked)).rejects.toMatchObject({
        kind: 'not-found',
      });
      await expect(visitor.read('communities.list-members', asked)).rejects.toMatchObject({
        reason: 'sign-in-first',
      });
    });
  });

  test('communities.list-newcomers shows who introduced themselves in the last 30 days', async () => {
    const { founder, newcomer, stranger, community } = await gather(app);
    const listing = { communityId: community.id };
    const { members } = await founder.read('communities.list-newcomers', listing);
    expect(members.map((one) => one.person.id)).toEqual([newcomer.id]);
    await expect(stranger.read('communities.list-newcomers', listing)).rejects.toMatchObject({
      kind: 'not-found',
    });
    now += 30 * DAY_MS;
    expect(await founder.read('communities.list-newcomers', listing)).toEqual({ members: [] });
  });

  test('communities.get-member shows a fellow member by handle, and nobody else', async () => {
    const { reader, newcomer, stranger, removed, community } = await gather(app);
    const get = (handle: string, by = reader) =>
      by.read('communities.get-member', { communityId: community.id, handle });
    expect(await get(newcomer.handle.toUpperCase())).toMatchObject({
      person: { id: newcomer.id, about: '' },
      introduction: introductionOf(newcomer),
    });
    await expect(get(stranger.handle)).rejects.toMatchObject({ kind: 'not-found' });
    await expect(get(removed.handle)).rejects.toMatchObject({ kind: 'not-found' });
    await expect(get(newcomer.handle, stranger)).rejects.toMatchObject({ kind: 'not-found' });
  });

  test('communities.list-waiting and communities.list-removed are for hosts', async () => {
    const { founder, reader, stranger, removed, community } = await gather(app);
    const listing = { communityId: community.id };
    expect(await founder.read('communities.list-removed', listing)).toMatchObject({
      removed: [{ person: { id: removed.id }, reason: 'Sold seeds that were not his.' }],
    });
    expect(await founder.read('communities.list-waiting', listing)).toEqual({ waiting: [] });
    for (const name of ['communities.list-waiting', 'communities.list-removed'] as const) {
      await expect(reader.read(name, listing)).rejects.toMatchObject({
        kind: 'forbidden',
        reason: 'hosts-only',
      });
      await expect(stranger.read(name, listing)).rejects.toMatchObject({ kind: 'not-found' });
    }
  });
});
