import { afterAll, beforeAll, expect, test } from 'vitest';
import type { App } from '../../app.ts';
import { onEachEngine } from '../../../tests/engines.ts';
import { listen } from '../../../tests/listening.ts';
import { openMailbox } from '../../../tests/mailbox.ts';
import type { Mailbox } from '../../../tests/mailbox.ts';
import { gather, introductionOf } from '../../../tests/people.ts';

onEachEngine(({ open }) => {
  let app: App;
  let mailbox: Mailbox;
  let withMail: App;
  beforeAll(async () => {
    app = await open();
    mailbox = await openMailbox();
    withMail = await open({ config: { mailUrl: mailbox.url } });
  });
  afterAll(() => mailbox.close());

  const waiting = async (house = app) => {
    const cast = await gather(house);
    const communityId = cast.community.id;
    await cast.founder.act('communities.change-charter', { communityId, listed: true });
    const asking = { communityId, introduction: introductionOf(cast.stranger), agreed: true };
    await cast.stranger.act('communities.ask-to-join', asking);
    return { ...cast, communityId, asking, who: { communityId, personId: cast.stranger.id } };
  };

  test('a host declines who waits; they can ask again', async () => {
    const { founder, reader, stranger, communityId, asking, who } = await waiting();
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

  test('who is declined is told so by mail, once, in their language, and not by whom', async () => {
    const { founder, stranger, who } = await waiting(withMail);
    await stranger.act('accounts.change-profile', { language: 'es' });
    await founder.act('communities.decline', who);
    const letter = await mailbox.next();
    const subject = 'Sobre tu petición de entrar en Allotment 12';
    expect(letter).toMatchObject({ to: stranger.email, subject });
    expect(letter.text).toContain('puedes volver a pedirlo');
    expect(letter.text).not.toContain('Ines');
    await founder.act('communities.decline', who);
    await withMail.settled();
    expect(mailbox.isEmpty()).toBe(true);
  });

  test('nobody is told who took themselves off the list', async () => {
    const { founder, stranger, communityId, who } = await waiting(withMail);
    await stranger.act('communities.leave-waiting-list', { communityId });
    await founder.act('communities.decline', who);
    await withMail.settled();
    expect(mailbox.isEmpty()).toBe(true);
  });

  test('a mail server that refuses keeps nobody on the list', async () => {
    const house = await open({ config: { mailUrl: 'smtp://127.0.0.1:1' } });
    const { founder, stranger, who } = await waiting(house);
    await founder.act('communities.decline', who);
    expect((await stranger.read('communities.list-mine', {})).waiting).toEqual([]);
    await house.settled();
  });
});
