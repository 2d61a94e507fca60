import { z } from 'zod';
import { verb } from '../../platform/act.ts';
import { conflict } from '../../platform/errors.ts';
import { mayComeIn } from './access.ts';
import { isFull, loadInvited } from './guest.ts';
import { asked, goOnList, waitingPlace } from './waiting-list.ts';

export const wait = verb({
  name: 'communities.wait',
  does: 'Joins the waiting list of a full community that one is invited to.',
  input: z.object({ code: z.string().max(200), ...asked }),
  output: waitingPlace,
  limit: { times: 10, seconds: 3600 },
  load: (context, { code }) => loadInvited(context, code),
  may: (guest) => mayComeIn(guest),
  async run(context, said, guest) {
    if (!guest.member && !isFull(guest.community))
      throw conflict('room-left', 'There is room: you can join now.');
    return goOnList(context, said, guest, guest.invite.invited_by);
  },
});
