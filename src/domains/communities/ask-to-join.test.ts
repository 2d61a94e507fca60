import { beforeAll, expect, test } from 'vitest';
import type { App } from '../../app.ts';
import { onEachEngine } from '../../../tests/engines.ts';
import { factKinds } from '../../../tests/members-live.ts';
import { gather, introductionOf, meet } from '../../../tests/people.ts';
import type { Cast, Person } from '../../../tests/people.ts';

onEachEngine(({ open }) => {
  let app: App;
  beforeAll(async () => {
    app = await open();
  });

  const listed = async () => {
    const cast = await gather(app);
    await cast.founder.act('communities.change-charter', { communityId: cast.community.id, listed: true });
    return cast;
  };
  const ask = (guest: Person, { community }: Cast, agreed = true) =>
    guest.act('communities.ask-to-join', {
      communityId: community.id,
      introduction: introductionOf(guest),
      agreed,
    });

  test('whoever is signed in asks a listed community', async () => {
    const cast = await listed();
    expect(await ask(cast.stranger, cast)).toMatchObject({ communityId: cast.community.id });
    const { waiting } = await cast.founder.read('communities.list-waiting', {
      communityId: cast.community.id,
    });
    expect(waiting).toMatchObject([{ person: { id: cast.stranger.id }, invitedBy: null }]);
    expect((await factKinds(app, cast.community.id)).at(-1)).toBe('waiting.changed');
  });

  test('a private community looks like none at all', async () => {
    const cast = await gather(app);
    await expect(ask(cast.stranger, cast)).rejects.toMatchObject({ kind: 'not-found' });
    const nowhere = { ...cast, community: { id: cast.stranger.id, slug: '' } };
    await expect(ask(cast.stranger, nowhere)).rejects.toMatchObject({ kind: 'not-found' });
  });

  test('members need not ask, the removed are told why, and the agreements count', async () => {
    const cast = await listed();
    await expect(ask(cast.reader, cast)).rejects.toMatchObject({ reason: 'member-already' });
    await expect(ask(cast.removed, cast)).rejects.toMatchObject({ reason: 'removed' });
    const ada = await meet(app, 'Ada');
    await expect(ask(ada, cast, false)).rejects.toMatchObject({ field: 'agreed', reason: 'not-agreed' });
  });
});
