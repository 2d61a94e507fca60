import { beforeAll, expect, test } from 'vitest';
import type { App } from '../../app.ts';
import { onEachEngine } from '../../../tests/engines.ts';
import { gather } from '../../../tests/people.ts';
import type { Person } from '../../../tests/people.ts';

const MONTH_MS = 30 * 86_400_000;

onEachEngine(({ open }) => {
  let app: App;
  let now = Date.now();
  beforeAll(async () => {
    app = await open({ clock: () => now });
  });

  test('who was removed is told from where and why, until it is lifted, and nobody else is', async () => {
    const { founder, reader, stranger, community } = await gather(app);
    const removals = async (person = reader) =>
      (await person.read('communities.list-my-removals', {})).removals;
    expect(await removals()).toEqual([]);
    const whom = { communityId: community.id, personId: reader.id };
    await founder.act('communities.remove-member', { ...whom, reason: 'No worms are sold here.' });
    expect(await removals()).toEqual([
      { communityId: community.id, name: 'Allotment 12', reason: 'No worms are sold here.', at: now },
    ]);
    expect([...(await removals(founder)), ...(await removals(stranger))]).toEqual([]);
    await founder.act('communities.lift-removal', whom);
    expect(await removals()).toEqual([]);
  });

  test('it is told for a month, and not of a community that is closed', async () => {
    const { founder, reader, newcomer, community } = await gather(app);
    const communityId = community.id;
    const remove = (personId: string) =>
      founder.act('communities.remove-member', { communityId, personId, reason: 'Goodbye.' });
    await remove(reader.id);
    now += MONTH_MS;
    await remove(newcomer.id);
    expect(await reader.read('communities.list-my-removals', {})).toEqual({ removals: [], closed: [] });
    expect((await newcomer.read('communities.list-my-removals', {})).removals).toHaveLength(1);
    await founder.act('communities.close', { communityId, slug: community.slug });
    expect(await newcomer.read('communities.list-my-removals', {})).toEqual({ removals: [], closed: [] });
  });

  test('who was a member when a community was closed is told who did it, for a month, and nobody else is', async () => {
    const { founder, reader, newcomer, removed, stranger, community } = await gather(app);
    await newcomer.act('communities.leave', { communityId: community.id });
    await founder.act('communities.close', { communityId: community.id, slug: community.slug });
    const closedTo = async (person: Person) => (await person.read('communities.list-my-removals', {})).closed;
    expect(await closedTo(reader)).toMatchObject([
      {
        communityId: community.id,
        name: 'Allotment 12',
        closedBy: { id: founder.id, name: 'Ines' },
        at: now,
      },
    ]);
    for (const other of [founder, newcomer, removed, stranger]) expect(await closedTo(other)).toEqual([]);
    now += MONTH_MS;
    expect(await closedTo(reader)).toEqual([]);
  });
});
