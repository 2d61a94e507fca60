import { z } from 'zod';
import { verb } from '../../platform/act.ts';
import { id } from '../../platform/ids.ts';
import { longestPassword } from './password.ts';
import { email } from './person.ts';
import { startSession } from './start-session.ts';

/** For each account, from wherever the attempts come; each address has the verb's own limit. */
const ATTEMPTS = { times: 15, seconds: 900 };

export const signIn = verb({
  name: 'accounts.sign-in',
  does: 'Starts a session, which comes as a cookie; an earlier session of the same browser ends.',
  who: 'anyone',
  limit: { times: 30, seconds: 600 },
  input: z.object({ email, password: z.string().max(longestPassword) }),
  output: z.object({ personId: id }),
  load: async ({ services, now }, input) => services.limits.use(`sign-in ${input.email}`, ATTEMPTS, now),
  alone: async (context, input) => ({ personId: await startSession(context, input) }),
});
