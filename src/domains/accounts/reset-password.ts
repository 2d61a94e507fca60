import { z } from 'zod';
import { verb } from '../../platform/act.ts';
import { forbidden } from '../../platform/errors.ts';
import { hashOfPassword, replacePassword } from './credentials.ts';
import { passwordChangedMail, tell } from './mails.ts';
import { newPassword, refuseGuessable } from './password.ts';
import { personOfReset, spendReset } from './reset-link.ts';
import { endSessions } from './sessions.ts';
import { loadAccount } from './store.ts';

export const resetPassword = verb({
  name: 'accounts.reset-password',
  does: 'Sets a new password by the link that was mailed or given, once, and ends all sessions of the person.',
  who: 'anyone',
  limit: { times: 20, seconds: 3600 },
  input: z.object({ token: z.string().min(1).max(200), password: newPassword }),
  output: z.object({}),
  load: async ({ db, services }, { token }) => {
    const personId = await personOfReset(services, token);
    if (!personId) throw staleLink();
    return loadAccount(db, personId);
  },
  alone: async ({ services, write }, input, account) => {
    refuseGuessable(input.password, [account.handle, account.name, account.email]);
    const hash = await hashOfPassword(services, input.password);
    if (!(await spendReset(services, input.token))) throw staleLink();
    await write(async ({ db, now }) => {
      await replacePassword(db, account.id, hash, now);
      await endSessions(db, account.id);
    });
    tell(services, account, passwordChangedMail(account.name));
    return {};
  },
});

const staleLink = () => forbidden('stale-link', 'This link has been used or is too old. Ask for a new one.');
