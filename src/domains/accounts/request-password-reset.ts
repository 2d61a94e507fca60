import { z } from 'zod';
import { verb } from '../../platform/act.ts';
import type { Alone } from '../../platform/act.ts';
import { unavailable } from '../../platform/errors.ts';
import { resetMail, tell } from './mails.ts';
import { email } from './person.ts';
import { makeResetLink } from './reset-link.ts';
import { findAccount } from './store.ts';

const TO_ONE_ADDRESS = { times: 3, seconds: 3600 };

export const requestPasswordReset = verb({
  name: 'accounts.request-password-reset',
  does: 'Mails a link for a new password. The answer is the same whether or not the address belongs to somebody.',
  who: 'anyone',
  limit: { times: 10, seconds: 3600 },
  input: z.object({ email }),
  output: z.object({}),
  load: async ({ services, now }, input) => {
    if (!services.mail.ready) throw noMail();
    await services.limits.use(`reset ${input.email}`, TO_ONE_ADDRESS, now);
  },
  alone: async (context, input) => {
    // Not waited for: the time that the answer takes would tell whether there is such an account.
    context.services.auth.later('reset link not sent', sendLink(context, input.email));
    return {};
  },
});

async function sendLink({ db, services }: Alone, address: string): Promise<void> {
  const account = await findAccount(db, address);
  if (!account) return;
  const link = await makeResetLink(services, account.id);
  tell(services, account, resetMail(account.name, link));
}

const noMail = () =>
  unavailable(
    'no-mail',
    'This house sends no mail. Ask the one who runs it for a link to set a new password.',
  );
