import { z } from 'zod';
import type { Writing } from '../../platform/act.ts';
import { conflict } from '../../platform/errors.ts';
import { id } from '../../platform/ids.ts';
import { introduction } from './community.ts';
import { refuseWithoutAgreement } from './guest.ts';
import type { Guest } from './guest.ts';
import { putOnList } from './waiting-store.ts';

/** What everybody says who wants to come in. */
export const asked = {
  introduction,
  agreed: z.boolean().default(false).describe('Whether the community’s agreements are accepted.'),
};

export const waitingPlace = z.object({ communityId: id, name: z.string(), since: z.number() });

/** Puts a guest on the list for the hosts to see. */
export async function goOnList(
  context: Writing,
  said: { introduction: string; agreed: boolean },
  { community, member }: Guest,
  invitedBy: string | null,
): Promise<z.output<typeof waitingPlace>> {
  if (member) throw conflict('member-already', 'You are a member of this community already.');
  refuseWithoutAgreement(community, said.agreed);
  const row = await putOnList(context, {
    community_id: community.id,
    person_id: context.me,
    introduction: said.introduction,
    invited_by: invitedBy,
    since: context.now,
  });
  return { communityId: community.id, name: community.name, since: row.since };
}
