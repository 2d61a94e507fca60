import type { Db } from '../../platform/db/index.ts';
import type { Reaction } from '../../platform/reactions.ts';
import { takingPart } from './conversation-views.ts';

/** Who is no longer a member takes part in nothing any more, also after joining again. */
export const reactions: Reaction[] = [
  {
    name: 'conversations.let-go',
    to: ['member.left', 'member.removed'],
    async on(db, fact) {
      const personId = fact.payload.personId as string;
      await endDirectsOf(db, fact.communityId, personId);
      for (const table of ['participant', 'reading'] as const) {
        await db
          .deleteFrom(table)
          .where('community_id', '=', fact.communityId)
          .where('person_id', '=', personId)
          .execute();
      }
    },
  },
];

/** What the others go on to say in such a direct is theirs alone: it is found no more by who was in it. */
async function endDirectsOf(db: Db, communityId: string, personId: string): Promise<void> {
  await db
    .updateTable('conversation')
    .set({ direct_of: null })
    .where('community_id', '=', communityId)
    .where('direct_of', 'is not', null)
    .where('id', 'in', takingPart(communityId, personId))
    .execute();
}
