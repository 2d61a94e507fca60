import { afterAll, beforeAll, expect, test } from 'vitest';
import type { App } from '../../app.ts';
import { onEachEngine } from '../../../tests/engines.ts';
import { liveEqualsFresh } from '../../../tests/live-equals-fresh.ts';
import { openMailbox } from '../../../tests/mailbox.ts';
import type { Mailbox } from '../../../tests/mailbox.ts';
import { membersLive } from '../../../tests/members-live.ts';
import { gather, introductionOf } from '../../../tests/people.ts';

onEachEngine(({ open }) => {
  let app: App;
  let mailbox: Mailbox;
  let withMail: App;
  beforeAll(async () => {
    app = await open();
    mailbox = await openMailbox();
    withMail = await open({ config: { mailUrl: mailbox.url, origin: 'https://kith.example' } });
  });
  afterAll(() => mailbox.close());

  const waiting = async (house = app) => {
    const cast = await gather(house);
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

  test('who waited is told by mail that they are in, once, in their language and with the way there', async () => {
    const { founder, stranger, community, who } = await waiting(withMail);
    await stranger.act('accounts.change-profile', { language: 'es' });
    await founder.act('communities.admit', who);
    const letter = await mailbox.next();
    expect(letter).toMatchObject({ to: stranger.email, subject: 'Ya formas parte de Allotment 12' });
    expect(letter.text.split(/\r?\n/)).toContain(`https://kith.example/${community.slug}`);
    await founder.act('communities.admit', who);
    await withMail.settled();
    expect(mailbox.isEmpty()).toBe(true);
  });

  test('nobody is told anything while there is no room', async () => {
    const { founder, community, who } = await waiting(withMail);
    await founder.act('communities.change-charter', { communityId: community.id, sizeLimit: 3 });
    await expect(founder.act('communities.admit', who)).rejects.toMatchObject({ reason: 'no-room' });
    await withMail.settled();
    expect(mailbox.isEmpty()).toBe(true);
  });

  test('a mail server that refuses keeps nobody out', async () => {
    const house = await open({ config: { mailUrl: 'smtp://127.0.0.1:1' } });
    const { founder, stranger, who } = await waiting(house);
    expect(await founder.act('communities.admit', who)).toMatchObject({ person: { id: stranger.id } });
    await house.settled();
  });
});
