import { z } from 'zod';
import { verb } from '../../platform/act.ts';
import { endSessions } from './sessions.ts';

export const signOut = verb({
  name: 'accounts.sign-out',
  does: 'Ends the session of the asking browser. Without one, nothing happens.',
  who: 'anyone',
  input: z.object({}),
  output: z.object({}),
  load: async () => undefined,
  run: async ({ db, viewer, cookies, services }) => {
    if (viewer.personId && viewer.sessionId)
      await endSessions(db, viewer.personId, { only: viewer.sessionId });
    cookies.push(services.auth.cookie.forgotten);
    return {};
  },
});
