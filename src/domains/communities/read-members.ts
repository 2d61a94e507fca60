import { z } from 'zod';
import { read } from '../../platform/act.ts';
import type { Db } from '../../platform/db/index.ts';
import { notFound } from '../../platform/errors.ts';
import { id } from '../../platform/ids.ts';
import { personCards } from '../accounts/index.ts';
import { memberView, role } from './community.ts';
import { loadMembership, membersByHandle } from './membership.ts';
import { pageAfter } from './page.ts';
import { findMember } from './store.ts';
import type { MemberRow } from './tables.ts';
import { memberViews } from './views.ts';

/** How long after joining somebody counts as new, in days. */
const NEWCOMER_DAYS = 30;
const DAY_MS = 86_400_000;

export const listMembers = read({
  name: 'communities.list-members',
  does: 'Lists the members of a community: by name, or the latest to join first.',
  input: z.object({
    communityId: id,
    sort: z.enum(['name', 'joined']).default('name'),
    role: role.optional(),
    cursor: z.string().max(400).optional(),
    limit: z.number().int().min(1).max(500).default(150),
  }),
  output: z.object({ members: z.array(memberView), next: z.string().nullable() }),
  async run(context, { communityId, sort, role, cursor, limit }) {
    await loadMembership(context, communityId);
    const all = await membersOf(context.db, communityId);
    const wanted = role ? all.filter((row) => row.role === role) : all;
    const keyed = sort === 'name' ? await keyedByName(context.db, wanted) : wanted.map(keyedByJoining);
    const page = pageAfter(keyed, cursor, limit);
    return { members: await memberViews(context.db, communityId, page.rows), next: page.next };
  },
});

export const listNewcomers = read({
  name: 'communities.list-newcomers',
  does: 'Lists who joined in the last 30 days and introduced themselves, the latest first.',
  input: z.object({ communityId: id }),
  output: z.object({ members: z.array(memberView) }),
  async run(context, { communityId }) {
    await loadMembership(context, communityId);
    const rows = await context.db
      .selectFrom('member')
      .selectAll()
      .where('community_id', '=', communityId)
      .where('joined_at', '>', context.now - NEWCOMER_DAYS * DAY_MS)
      .where('introduction', '<>', '')
      .orderBy('joined_at', 'desc')
      .orderBy('person_id', 'desc')
      .execute();
    return { members: await memberViews(context.db, communityId, rows) };
  },
});

export const getMember = read({
  name: 'communities.get-member',
  does: 'Shows one member by handle.',
  input: z.object({ communityId: id, handle: z.string().max(60) }),
  output: memberView,
  async run(context, { communityId, handle }) {
    await loadMembership(context, communityId);
    const found = (await membersByHandle(context.db, communityId, [handle.toLowerCase()]))
      .values()
      .next().value;
    const row = found && (await findMember(context.db, communityId, found.id));
    const [view] = await memberViews(context.db, communityId, row ? [row] : []);
    if (!view) throw notFound();
    return view;
  },
});

async function membersOf(db: Db, communityId: string): Promise<MemberRow[]> {
  return db.selectFrom('member').selectAll().where('community_id', '=', communityId).execute();
}

async function keyedByName(db: Db, rows: MemberRow[]) {
  const cards = await personCards(
    db,
    rows.map((row) => row.person_id),
  );
  return rows.map((row) => ({ key: cards.get(row.person_id)?.name ?? '', id: row.person_id, row }));
}

/** The latest first: the times are counted down, at one width so that they sort as text. */
function keyedByJoining(row: MemberRow) {
  return { key: String(Number.MAX_SAFE_INTEGER - row.joined_at), id: row.person_id, row };
}
