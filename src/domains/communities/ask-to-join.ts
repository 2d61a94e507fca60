import { z } from 'zod';
import { verb } from '../../platform/act.ts';
import { id } from '../../platform/ids.ts';
import { mayComeIn } from './access.ts';
import { loadAsking } from './guest.ts';
import { asked, goOnList, waitingPlace } from './waiting-list.ts';

export const askToJoin = verb({
  name: 'communities.ask-to-join',
  does: 'Asks the hosts of a listed community to be let in.',
  input: z.object({ communityId: id, ...asked }),
  output: waitingPlace,
  limit: { times: 10, seconds: 3600 },
  load: (context, { communityId }) => loadAsking(context, communityId),
  may: (guest) => mayComeIn(guest),
  run: (context, said, guest) => goOnList(context, said, guest, null),
});
