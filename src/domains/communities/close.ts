import { z } from 'zod';
import { verb } from '../../platform/act.ts';
import type { Context, Writing } from '../../platform/act.ts';
import { id } from '../../platform/ids.ts';
import { mayClose } from './access.ts';
import { dropMember, holdMembership } from './store.ts';

export const close = verb({
  name: 'communities.close',
  does: 'Closes a community for all its members at once. Its address becomes free; nobody sees it any more.',
  input: z.object({
    communityId: id,
    slug: z.string().describe('The community’s address, typed to confirm.'),
  }),
  output: z.object({}),
  load: (context, { communityId }) => holdMembership(context, communityId),
  may: (membership, { slug }) => mayClose(membership, membership.community.slug, slug),
  async run(context, { communityId }) {
    await noteForOthers(context, communityId);
    await closeDown(context, communityId);
    return {};
  },
});

/** As if each of them were removed at the moment of closing: from that they are told of it. */
async function noteForOthers({ db, me, now }: Context, communityId: string): Promise<void> {
  await db
    .insertInto('removal')
    .columns(['community_id', 'person_id', 'removed_by', 'reason', 'at'])
    .expression((from) =>
      from
        .selectFrom('member')
        .select((row) => [
          'member.community_id',
          'member.person_id',
          row.val(me).as('removed_by'),
          row.val('').as('reason'),
          row.val(now).as('at'),
        ])
        .where('member.community_id', '=', communityId)
        .where('member.person_id', '<>', me),
    )
    .onConflict((before) =>
      before.columns(['community_id', 'person_id']).doUpdateSet({ removed_by: me, reason: '', at: now }),
    )
    .execute();
}

type Inside = Pick<Writing, 'db' | 'now' | 'announce'>;

/** Closes a community for good, whoever asked for it. */
export async function closeDown(inside: Inside, communityId: string): Promise<void> {
  const { db, now, announce } = inside;
  await sendAllHome(inside, communityId);
  await db.deleteFrom('waiting').where('community_id', '=', communityId).execute();
  await db
    .updateTable('community')
    .set({ slug: communityId, listed: 0, closed_at: now })
    .where('id', '=', communityId)
    .execute();
  await announce({ communityId, kind: 'community.closed', payload: {} });
}

/** Each leaving is a fact of its own, as live connections end one by one. */
async function sendAllHome({ db, now, announce }: Inside, communityId: string): Promise<void> {
  const members = await db
    .selectFrom('member')
    .select('person_id')
    .where('community_id', '=', communityId)
    .execute();
  for (const { person_id: personId } of members) {
    await dropMember(db, communityId, personId, now);
    await announce({ communityId, kind: 'member.left', payload: { personId } });
  }
}
