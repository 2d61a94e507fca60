import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import type { App, Visit } from '../../app.ts';
import { newId } from '../../platform/ids.ts';
import { onEachEngine } from '../../../tests/engines.ts';
import { gather, meet } from '../../../tests/people.ts';
import type { Person } from '../../../tests/people.ts';
import { isMember, membersAmong, membersByHandle } from './membership.ts';

const LIMIT = 4;
const person = fc.nat(5);
const step = fc.oneof(
  fc.record({ does: fc.constant('join'), who: person }),
  fc.record({ does: fc.constantFrom('leave', 'step-down'), who: person }),
  fc.record({
    does: fc.constantFrom('make-host', 'hand-over', 'remove-member', 'lift-removal'),
    who: person,
    whom: person,
  }),
);
type Step = typeof step extends fc.Arbitrary<infer One> ? One : never;

onEachEngine(({ open, name }) => {
  let app: App;
  let people: Person[];
  beforeAll(async () => {
    app = await open();
    people = await Promise.all(['Al', 'Bo', 'Cy', 'Di', 'Ed', 'Flo'].map((one) => meet(app, one)));
  });

  test('whatever people do, a community has a host, counts right and keeps to its size', async () => {
    const stories = fc.asyncProperty(
      fc.array(fc.array(step, { maxLength: 3 }), { maxLength: 15 }),
      async (story) => {
        const communityId = newId();
        const founding = {
          id: communityId,
          name: 'Drawn',
          slug: `d${communityId}`.slice(0, 40),
          sizeLimit: LIMIT,
        };
        await people[0]!.act('communities.found', founding);
        const { code } = await people[0]!.act('communities.invite', { communityId, id: newId(), uses: 500 });
        for (const together of story) {
          await Promise.allSettled(together.map((one) => take(one, people, communityId, code)));
          await expectOrder(communityId);
        }
      },
    );
    await fc.assert(stories, { numRuns: name === 'sqlite' ? 40 : 15 });
  });

  async function expectOrder(communityId: string): Promise<void> {
    const { read } = app.store;
    const members = await read
      .selectFrom('member')
      .select('role')
      .where('community_id', '=', communityId)
      .execute();
    const community = await read
      .selectFrom('community')
      .selectAll()
      .where('id', '=', communityId)
      .executeTakeFirst();
    expect(members.filter(({ role }) => role === 'host').length).toBeGreaterThan(0);
    expect(members).toHaveLength(community!.member_count);
    expect(members.length).toBeLessThanOrEqual(LIMIT);
  }

  test('others ask who is a member', async () => {
    const { community, founder, reader, removed, stranger } = await gather(app);
    const db = app.store.read;
    expect(await isMember(db, community.id, reader.id)).toBe(true);
    expect(await isMember(db, community.id, removed.id)).toBe(false);
    const asked = [founder.id, reader.id, removed.id, stranger.id];
    expect(await membersAmong(db, community.id, asked)).toEqual(new Set([founder.id, reader.id]));
    expect(await membersAmong(db, community.id, [])).toEqual(new Set());
    const named = await membersByHandle(db, community.id, [reader.handle, stranger.handle, 'nobody']);
    expect([...named]).toEqual([[reader.handle, { id: reader.id, name: 'Tomas' }]]);
  });
});

function take(one: Step, people: Person[], communityId: string, code: string): Promise<unknown> {
  const me: Visit = people[one.who]!;
  if (one.does === 'join') return me.act('communities.join', { code, introduction: 'I was drawn to it.' });
  if (!('whom' in one)) return me.act(`communities.${one.does}`, { communityId });
  const personId = people[one.whom]!.id;
  if (one.does === 'hand-over') return me.act('communities.hand-over', { communityId, to: personId });
  if (one.does !== 'remove-member') return me.act(`communities.${one.does}`, { communityId, personId });
  return me.act('communities.remove-member', { communityId, personId, reason: 'As drawn.' });
}
