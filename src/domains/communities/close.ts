import { z } from 'zod';
import { verb } from '../../platform/act.ts';
import type { Writing } from '../../platform/act.ts';
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
    await sendAllHome(context, communityId);
    await context.db.deleteFrom('waiting').where('community_id', '=', communityId).execute();
    await context.db
      .updateTable('community')
      .set({ slug: communityId, listed: 0, closed_at: context.now })
      .where('id', '=', communityId)
      .execute();
    await context.announce({ communityId, kind: 'community.closed', payload: {} });
    return {};
  },
});

/** Each leaving is a fact of its own, as live connections end one by one. */
async function sendAllHome({ db, now, announce }: Writing, communityId: string): Promise<void> {
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
