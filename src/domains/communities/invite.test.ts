import { beforeAll, expect, test, vi } from 'vitest';
import type { App } from '../../app.ts';
import { newId } from '../../platform/ids.ts';
import type { Mail } from '../../platform/mail/index.ts';
import { onEachEngine } from '../../../tests/engines.ts';
import { listen } from '../../../tests/listening.ts';
import { gather } from '../../../tests/people.ts';

const DAY_MS = 86_400_000;

onEachEngine(({ open }) => {
  let app: App;
  beforeAll(async () => {
    app = await open();
  });

  test('any member makes a link; its code is shown once and stored only as a hash', async () => {
    const { founder, reader, community } = await gather(app);
    const id = newId();
    const made = await reader.act('communities.invite', { communityId: community.id, id });
    expect(made.url).toBe(`http://localhost:3000/invite/${made.code}`);
    expect(made).toMatchObject({ mail: 'none', invite: { id, email: null, usesLeft: 10, revokedAt: null } });
    expect(made.invite.expiresAt - made.invite.createdAt).toBe(14 * DAY_MS);
    const rows = await app.store.read.selectFrom('invite').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain(made.code);
    expect(await founder.read('communities.list-invites', { communityId: community.id })).toMatchObject({
      invites: [{ id, invitedBy: { id: reader.id } }],
    });
  });

  test('hosts and who made it hear of an invite, others do not', async () => {
    const { founder, reader, newcomer, community } = await gather(app);
    const ears = [founder, reader, newcomer].map((person) => listen(app, person, community.id));
    const [host, own, other] = await Promise.all(ears);
    const { invite } = await reader.act('communities.invite', { communityId: community.id, id: newId() });
    const frame = [{ kind: 'invite.made', view: invite }];
    expect(await host!.heard()).toMatchObject(frame);
    expect(await own!.heard()).toMatchObject(frame);
    expect((await other!.heard()).filter((one) => one.kind)).toEqual([]);
  });

  test('the same id again gives the invite a new code and ends the lost one', async () => {
    const { founder, reader, community, visitor } = await gather(app);
    const input = { communityId: community.id, id: newId(), uses: 3 };
    const lost = await founder.act('communities.invite', input);
    const again = await founder.act('communities.invite', input);
    expect(again.invite).toEqual(lost.invite);
    await expect(visitor.read('communities.get-invite', { code: lost.code })).rejects.toMatchObject({
      kind: 'not-found',
    });
    expect(await visitor.read('communities.get-invite', { code: again.code })).toMatchObject({ full: false });
    await expect(reader.act('communities.invite', input)).rejects.toMatchObject({ kind: 'not-found' });
    await founder.act('communities.revoke-invite', { communityId: community.id, id: input.id });
    await expect(founder.act('communities.invite', input)).rejects.toMatchObject({ reason: 'revoked' });
  });

  test('the same call twice at once makes one invite', async () => {
    const { founder, community } = await gather(app);
    const input = { communityId: community.id, id: newId() };
    await Promise.all([1, 2, 3].map(() => founder.act('communities.invite', input)));
    const { invites } = await founder.read('communities.list-invites', { communityId: community.id });
    expect(invites.map((one) => one.id)).toEqual([input.id]);
  });

  test('an invite to a mail address is sent there in the language of its sender', async () => {
    const { founder, community } = await gather(app);
    await app.store.write((db) =>
      db.updateTable('person').set({ language: 'es' }).where('id', '=', founder.id).execute(),
    );
    const sent: Mail[] = [];
    const mail = { ready: true, close: vi.fn(), send: (one: Mail) => Promise.resolve(void sent.push(one)) };
    const invite = (services: object) =>
      withMail(app, services, () =>
        founder.act('communities.invite', {
          communityId: community.id,
          id: newId(),
          email: 'Ada@Example.org',
        }),
      );
    const made = await invite(mail);
    expect(made).toMatchObject({ mail: 'sent', invite: { email: 'ada@example.org', usesLeft: 1 } });
    expect(sent).toMatchObject([{ to: 'ada@example.org', subject: 'Ines te invita a Allotment 12' }]);
    expect(sent[0]!.text).toContain(made.url);
    const broken = { ...mail, send: () => Promise.reject(new Error('550 no such box')) };
    expect(await invite(broken)).toMatchObject({ mail: 'failed', invite: { usesLeft: 1 } });
  });

  test('uses and days have bounds', async () => {
    const { founder, community } = await gather(app);
    const invite = (given: object) =>
      founder.act('communities.invite', { communityId: community.id, id: newId(), ...given });
    await expect(invite({ uses: 501 })).rejects.toMatchObject({ kind: 'invalid', field: 'uses' });
    await expect(invite({ expiresInDays: 91 })).rejects.toMatchObject({ field: 'expiresInDays' });
    await expect(invite({ email: 'not an address' })).rejects.toMatchObject({ field: 'email' });
    expect(await invite({ uses: 500, expiresInDays: 90 })).toMatchObject({ invite: { usesLeft: 500 } });
  });

  test('who is no member finds nothing to invite to', async () => {
    const { stranger, removed, visitor, community } = await gather(app);
    const input = { communityId: community.id, id: newId() };
    await expect(stranger.act('communities.invite', input)).rejects.toMatchObject({ kind: 'not-found' });
    await expect(removed.act('communities.invite', input)).rejects.toMatchObject({ kind: 'not-found' });
    await expect(visitor.act('communities.invite', input)).rejects.toMatchObject({ reason: 'sign-in-first' });
  });

  test('without an origin set, the link leads to this machine and not to what a request says', async () => {
    const plain = await open({ config: { origin: null, port: 4321 } });
    const { founder, community } = await gather(plain);
    const { url, code } = await founder.act('communities.invite', { communityId: community.id, id: newId() });
    expect(url).toBe(`http://localhost:4321/invite/${code}`);
  });
});

async function withMail<T>(app: App, mail: object, does: () => Promise<T>): Promise<T> {
  const before = app.services.mail;
  Object.assign(app.services, { mail });
  try {
    return await does();
  } finally {
    app.services.mail = before;
  }
}
