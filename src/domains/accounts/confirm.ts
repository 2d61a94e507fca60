import { z } from 'zod';
import { verb } from '../../platform/act.ts';
import { notWithToken } from './access.ts';
import { refuseWrongPassword } from './credentials.ts';
import { longestPassword } from './password.ts';
import { startSession } from './start-session.ts';
import { loadAccount } from './store.ts';

export const confirm = verb({
  name: 'accounts.confirm',
  does: 'Starts a new session with the password, as adding a passkey asks for a sign-in of the last hour.',
  limit: { times: 10, seconds: 900 },
  input: z.object({ password: z.string().max(longestPassword) }),
  output: z.object({}),
  load: async ({ db, me, viewer }) => {
    notWithToken(viewer);
    return loadAccount(db, me);
  },
  alone: async (context, { password }, { id, email }) => {
    await refuseWrongPassword(context.db, context.services, id, password);
    await startSession(context, { email, password });
    return {};
  },
});
