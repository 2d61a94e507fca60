import { z } from 'zod';
import { verb } from '../../platform/act.ts';
import { notWithToken } from './access.ts';
import { hashOfPassword, refuseWrongPassword, replacePassword } from './credentials.ts';
import { passwordChangedMail, tell } from './mails.ts';
import { longestPassword, newPassword, refuseGuessable } from './password.ts';
import { endSessions } from './sessions.ts';
import { startSession } from './start-session.ts';
import { loadAccount } from './store.ts';

export const changePassword = verb({
  name: 'accounts.change-password',
  does: 'Replaces the password, ends all sessions of the person, and starts a new one for the asking browser.',
  limit: { times: 10, seconds: 900 },
  input: z.object({ password: z.string().max(longestPassword).describe('The present one.'), newPassword }),
  output: z.object({}),
  load: async ({ db, me, viewer }) => {
    notWithToken(viewer);
    return loadAccount(db, me);
  },
  alone: async (context, input, account) => {
    await refuseWrongPassword(context.db, context.services, account.id, input.password);
    refuseGuessable(input.newPassword, [account.handle, account.name, account.email], 'newPassword');
    const hash = await hashOfPassword(context.services, input.newPassword);
    await context.write(async ({ db, now }) => {
      await replacePassword(db, account.id, hash, now);
      await endSessions(db, account.id);
    });
    await startSession(context, { email: account.email, password: input.newPassword });
    tell(context.services, account, passwordChangedMail(account.name));
    return {};
  },
});
