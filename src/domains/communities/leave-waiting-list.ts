import { z } from 'zod';
import { verb } from '../../platform/act.ts';
import { id } from '../../platform/ids.ts';
import { endWaiting } from './waiting-store.ts';

export const leaveWaitingList = verb({
  name: 'communities.leave-waiting-list',
  does: 'Takes oneself off a community’s waiting list.',
  input: z.object({ communityId: id }),
  output: z.object({}),
  load: () => Promise.resolve(null),
  async run(context, { communityId }) {
    await endWaiting(context, communityId, context.me);
    return {};
  },
});
