import { z } from 'zod';
import { verb } from '../../platform/act.ts';
import type { Writing } from '../../platform/act.ts';
import { forbidden } from '../../platform/errors.ts';
import { id } from '../../platform/ids.ts';
import { mayHost } from './access.ts';
import { loadMembership } from './membership.ts';
import { tellDeclined } from './waiting-mail.ts';
import { endWaiting } from './waiting-store.ts';

interface Who {
  communityId: string;
  personId: string;
}

export const decline = verb({
  name: 'communities.decline',
  does: 'Takes somebody off the waiting list without letting them in, and tells them by mail where the house sends any. They can ask again.',
  input: z.object({ communityId: id, personId: id }),
  output: z.object({}),
  load: (context, { communityId }) => loadMembership(context, communityId),
  may: (membership) => mayHost(membership),
  async alone(context, who, { community }) {
    const waited = await context.write((inside) => takeOff(inside, who));
    if (waited) tellDeclined(context, { community, personId: who.personId });
    return {};
  },
});

async function takeOff(context: Writing, { communityId, personId }: Who): Promise<boolean> {
  const still = mayHost(await loadMembership(context, communityId));
  if (!still.yes) throw forbidden(still.reason, still.detail);
  return endWaiting(context, communityId, personId);
}
