import { beforeAll, expect, test } from 'vitest';
import type { App } from '../../app.ts';
import { newId } from '../../platform/ids.ts';
import { onEachEngine } from '../../../tests/engines.ts';
import { factKinds } from '../../../tests/members-live.ts';
import { gather, introductionOf, meet } from '../../../tests/people.ts';
import type { Cast, Person } from '../../../tests/people.ts';

onEachEngine(({ open }) => {
  let app: App;
  beforeAll(async () => {
    app = await open();
  });

  const inviteBy = async (person: Person, { community }: Cast) => {
    const made = await person.act('communities.invite', { communityId: community.id, id: newId() });
    return { code: made.code, which: { communityId: community.id, id: made.invite.id } };
  };

  test('a member ends their own invite, a host every one', async () => {
    const cast = await gather(app);
    const own = await inviteBy(cast.reader, cast);
    expect((await cast.reader.act('communities.revoke-invite', own.which)).revokedAt).toBeTypeOf('number');
    const other = await inviteBy(cast.reader, cast);
    const ended = await cast.founder.act('communities.revoke-invite', other.which);
    expect(await cast.founder.act('communities.revoke-invite', other.which)).toEqual(ended);
    expect(
      (await factKinds(app, cast.community.id)).filter((kind) => kind === 'invite.revoked'),
    ).toHaveLength(2);
    const joining = { code: other.code, introduction: introductionOf(cast.stranger), agreed: true };
    await expect(cast.stranger.act('communities.join', joining)).rejects.toMatchObject({ kind: 'not-found' });
  });

  test('a member cannot end the invite of another, nor see it', async () => {
    const cast = await gather(app);
    const { which } = await inviteBy(cast.founder, cast);
    const refused = { kind: 'forbidden', reason: 'not-yours' };
    await expect(cast.reader.act('communities.revoke-invite', which)).rejects.toMatchObject(refused);
    expect(await cast.reader.read('communities.list-invites', which)).toEqual({ invites: [] });
  });

  test('strangers find nothing, and neither do hosts where there is no invite', async () => {
    const cast = await gather(app);
    const { which } = await inviteBy(cast.founder, cast);
    const missing = { ...which, id: newId() };
    await expect(cast.stranger.act('communities.revoke-invite', which)).rejects.toMatchObject({
      kind: 'not-found',
    });
    await expect(cast.founder.act('communities.revoke-invite', missing)).rejects.toMatchObject({
      kind: 'not-found',
    });
  });

  test('the invites of who leaves or is removed end with them', async () => {
    const cast = await gather(app);
    const { code } = await inviteBy(cast.reader, cast);
    await cast.reader.act('communities.leave', { communityId: cast.community.id });
    const guest = await meet(app, 'Ada');
    const joining = guest.act('communities.join', {
      code,
      introduction: introductionOf(guest),
      agreed: true,
    });
    await expect(joining).rejects.toMatchObject({ kind: 'not-found' });
  });
});
