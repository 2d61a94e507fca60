import { z } from 'zod';
import { verb } from '../../platform/act.ts';
import { notFound } from '../../platform/errors.ts';
import { id } from '../../platform/ids.ts';
import { notWithToken } from './access.ts';
import { endSessions } from './sessions.ts';

export const endSession = verb({
  name: 'accounts.end-session',
  does: 'Signs one of the own devices out.',
  input: z.object({ sessionId: id }),
  output: z.object({}),
  load: async ({ db, me, viewer }, { sessionId }) => {
    notWithToken(viewer);
    const mine = await db
      .selectFrom('auth_session')
      .select('id')
      .where('id', '=', sessionId)
      .where('person_id', '=', me)
      .executeTakeFirst();
    if (!mine) throw notFound();
  },
  run: async ({ db, me, viewer, cookies, services }, { sessionId }) => {
    await endSessions(db, me, { only: sessionId });
    if (sessionId === viewer.sessionId) cookies.push(services.auth.cookie.forgotten);
    return {};
  },
});
