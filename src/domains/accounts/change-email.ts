import { z } from 'zod';
import { verb } from '../../platform/act.ts';
import { notWithToken } from './access.ts';
import { refuseWrongPassword, replaceEmail } from './credentials.ts';
import { emailChangedMail, tell } from './mails.ts';
import { longestPassword } from './password.ts';
import { email } from './person.ts';
import { loadAccount } from './store.ts';

export const changeEmail = verb({
  name: 'accounts.change-email',
  does: 'Replaces the e-mail address that one signs in with; the old address is told where mail is set up.',
  limit: { times: 10, seconds: 900 },
  input: z.object({ password: z.string().max(longestPassword), email }),
  output: z.object({}),
  load: async ({ db, me, viewer }) => {
    notWithToken(viewer);
    return loadAccount(db, me);
  },
  alone: async (context, input, account) => {
    await refuseWrongPassword(context.db, context.services, account.id, input.password);
    await context.write(({ db, now }) => replaceEmail(db, account.id, input.email, now));
    if (input.email !== account.email) tell(context.services, account, emailChangedMail(account.name));
    return {};
  },
});
