import { z } from 'zod';
import { verb } from '../../platform/act.ts';
import { notWithToken } from './access.ts';
import { endSessions } from './sessions.ts';

export const endOtherSessions = verb({
  name: 'accounts.end-other-sessions',
  does: 'Signs all devices out but the asking one.',
  input: z.object({}),
  output: z.object({}),
  load: async ({ viewer }) => notWithToken(viewer),
  run: async ({ db, me, viewer }) => {
    await endSessions(db, me, viewer.sessionId ? { but: viewer.sessionId } : {});
    return {};
  },
});
