import type { Reaction } from '../../platform/reactions.ts';

/** Who is no longer a member takes part in nothing any more, also after joining again. */
export const reactions: Reaction[] = [
  {
    name: 'conversations.let-go',
    to: ['member.left', 'member.removed'],
    async on(db, fact) {
      const personId = fact.payload.personId as string;
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
