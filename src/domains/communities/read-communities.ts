import { z } from 'zod';
import { read } from '../../platform/act.ts';
import type { Context } from '../../platform/act.ts';
import { prepared } from '../../platform/db/index.ts';
import { invalid, notFound } from '../../platform/errors.ts';
import { id } from '../../platform/ids.ts';
import { communityView } from './community.ts';
import { communityViewOf } from './views.ts';

export const get = read({
  name: 'communities.get',
  does: 'Shows a community to one of its members, by its address or its id.',
  steady: true,
  input: z.object({ slug: z.string().max(60).optional(), communityId: id.optional() }),
  output: communityView,
  async run(context, { slug, communityId }) {
    if (!slug && !communityId)
      throw invalid('slug', 'slug-or-id', 'Name the community by its slug or its communityId.');
    const mine = await myCommunities(context);
    const row = mine.find((one) => (communityId ? one.id === communityId : one.slug === slug));
    if (!row) throw notFound();
    return communityViewOf(row, row.role);
  },
});

export const listMine = read({
  name: 'communities.list-mine',
  does: 'Lists the communities that one is a member of by name, and those that one waits for.',
  steady: true,
  input: z.object({}),
  output: z.object({
    communities: z.array(communityView),
    waiting: z.array(z.object({ communityId: id, name: z.string(), since: z.number() })),
  }),
  async run(context) {
    const rows = await myCommunities(context);
    return {
      communities: rows
        .map((row) => communityViewOf(row, row.role))
        .sort((a, b) => byName.compare(a.name, b.name)),
      waiting: await whereIWait(context),
    };
  },
});

export const listListed = read({
  name: 'communities.list-listed',
  does: 'Lists the communities that show themselves to all signed-in people, newest first.',
  input: z.object({ cursor: id.optional(), limit: z.number().int().min(1).max(100).default(50) }),
  output: z.object({
    communities: z.array(
      z.object({
        id,
        name: z.string(),
        purpose: z.string(),
        interests: z.array(z.string()),
        hue: z.number().int(),
        agreements: z.array(z.string()),
        mine: z.enum(['member', 'waiting']).nullable(),
      }),
    ),
    next: id.nullable(),
  }),
  async run(context, { cursor, limit }) {
    const rows = await listed(context, cursor, limit + 1);
    const shown = rows.slice(0, limit);
    const mine = await standingIn(
      context,
      shown.map((row) => row.id),
    );
    return {
      communities: shown.map((row) => ({
        ...{ id: row.id, name: row.name, purpose: row.purpose, hue: row.hue },
        interests: JSON.parse(row.interests) as string[],
        agreements: JSON.parse(row.agreements) as string[],
        mine: mine.get(row.id) ?? null,
      })),
      next: rows.length > limit ? shown.at(-1)!.id : null,
    };
  },
});

const byName = new Intl.Collator('en', { sensitivity: 'base', numeric: true });

/** Starts from the viewer, so that asking for what is not theirs costs the same whether it exists or not. */
const myCommunities = ({ db, me }: Context) => joined(db, { me });
const whereIWait = ({ db, me }: Context) => waited(db, { me });

const joined = prepared((db, given: { me: string }) =>
  db
    .selectFrom('member')
    .innerJoin('community', 'community.id', 'member.community_id')
    .selectAll('community')
    .select('member.role')
    .where('member.person_id', '=', given.me),
);

const waited = prepared((db, given: { me: string }) =>
  db
    .selectFrom('waiting')
    .innerJoin('community', 'community.id', 'waiting.community_id')
    .select(['community.id as communityId', 'community.name', 'waiting.since'])
    .where('waiting.person_id', '=', given.me)
    .orderBy('waiting.since'),
);

async function listed({ db }: Context, cursor: string | undefined, limit: number) {
  let query = db.selectFrom('community').selectAll().where('listed', '=', 1).where('closed_at', 'is', null);
  if (cursor) query = query.where('id', '<', cursor);
  return query.orderBy('id', 'desc').limit(limit).execute();
}

async function standingIn({ db, me }: Context, ids: string[]): Promise<Map<string, 'member' | 'waiting'>> {
  if (ids.length === 0) return new Map();
  const of = (table: 'member' | 'waiting') =>
    db
      .selectFrom(table)
      .select('community_id')
      .where('person_id', '=', me)
      .where('community_id', 'in', ids)
      .execute();
  const [waiting, member] = [await of('waiting'), await of('member')];
  return new Map([
    ...waiting.map((row) => [row.community_id, 'waiting'] as const),
    ...member.map((row) => [row.community_id, 'member'] as const),
  ]);
}
