import { z } from 'zod';
import { verb } from '../../platform/act.ts';
import { id } from '../../platform/ids.ts';
import { mayHost } from './access.ts';
import { loadMembership } from './membership.ts';
import { endWaiting } from './waiting-store.ts';

export const decline = verb({
  name: 'communities.decline',
  does: 'Takes somebody off the waiting list without letting them in. They can ask again.',
  input: z.object({ communityId: id, personId: id }),
  output: z.object({}),
  load: (context, { communityId }) => loadMembership(context, communityId),
  may: (membership) => mayHost(membership),
  async run(context, { communityId, personId }) {
    await endWaiting(context, communityId, personId);
    return {};
  },
});
