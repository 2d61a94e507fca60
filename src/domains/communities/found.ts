import { z } from 'zod';
import { verb } from '../../platform/act.ts';
import type { Writing } from '../../platform/act.ts';
import { conflict } from '../../platform/errors.ts';
import { id } from '../../platform/ids.ts';
import { charter, communityView } from './community.ts';
import type { CommunityView } from './community.ts';
import { communityAt, findMember, slugTaken } from './store.ts';
import type { CommunityRow } from './tables.ts';
import { communityViewOf } from './views.ts';

export const found = verb({
  name: 'communities.found',
  does: 'Founds a community; who founds it is its first host.',
  input: charter.extend({ id }),
  output: communityView,
  limit: { times: 10, seconds: 3600 },
  load: ({ db }, input) =>
    db.selectFrom('community').selectAll().where('id', '=', input.id).executeTakeFirst(),
  async run(context, input, already) {
    if (already) return foundBefore(context, already);
    const row = rowOf(input, context.now);
    const there = await communityAt(context.db, row.slug);
    if (there?.id === row.id) return foundBefore(context, there);
    if (there) throw slugTaken();
    await insert(context, row);
    await context.announce({ communityId: row.id, kind: 'community.founded', payload: {} });
    return communityViewOf(row, 'host');
  },
});

/** A retried call gets what the first one made. */
async function foundBefore({ db, me }: Writing, row: CommunityRow): Promise<CommunityView> {
  const member = await findMember(db, row.id, me);
  if (!member) throw conflict('id-taken', 'Choose another id.', 'id');
  return communityViewOf(row, member.role);
}

function rowOf(input: z.output<typeof charter> & { id: string }, now: number): CommunityRow {
  return {
    id: input.id,
    slug: input.slug,
    name: input.name,
    purpose: input.purpose,
    community_values: JSON.stringify(input.values),
    interests: JSON.stringify(input.interests),
    hue: input.hue,
    agreements: JSON.stringify(input.agreements),
    size_limit: input.sizeLimit,
    listed: input.listed ? 1 : 0,
    member_count: 1,
    created_at: now,
    closed_at: null,
  };
}

async function insert({ db, me, now }: Writing, row: CommunityRow): Promise<void> {
  await db.insertInto('community').values(row).execute();
  const founder = { person_id: me, role: 'host', joined_at: now, introduction: '', invited_by: null };
  await db
    .insertInto('member')
    .values({ community_id: row.id, ...founder })
    .execute();
}
