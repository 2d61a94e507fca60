import { z } from 'zod';
import { verb } from '../../platform/act.ts';
import type { Context } from '../../platform/act.ts';
import { forbidden, isKithError } from '../../platform/errors.ts';
import { id, newId } from '../../platform/ids.ts';
import { addCredentials, hashOfPassword } from './credentials.ts';
import { isFoundingKey, spendFoundingKey } from './founding.ts';
import { newPassword, refuseGuessable } from './password.ts';
import { email, freeHandle, language, personName, timeZone } from './person.ts';
import { startSession } from './start-session.ts';
import { addPerson } from './store.ts';

export const register = verb({
  name: 'accounts.register',
  does: 'Makes an account for somebody who holds the founding link or an invite, and signs them in.',
  who: 'anyone',
  limit: { times: 20, seconds: 3600 },
  input: z.object({
    pass: z
      .string()
      .min(1)
      .max(300)
      .describe('The key of the founding link, or what an invite link ends with.'),
    handle: freeHandle,
    name: personName,
    email,
    password: newPassword,
    language: language.default('en'),
    timeZone: timeZone.default('UTC'),
  }),
  output: z.object({ personId: id }),
  load: (context, { pass, email }) => passOf(context, pass, email),
  alone: async (context, input, pass) => {
    refuseGuessable(input.password, [input.handle, input.name, input.email]);
    const hash = await hashOfPassword(context.services, input.password);
    const personId = newId(context.now);
    await context.write(async ({ db, now }) => {
      if (pass === 'founding' && !(await spendFoundingKey(db, input.pass))) throw noPass();
      await addPerson(db, { id: personId, ...input }, now);
      await addCredentials(db, { personId, email: input.email, hash }, now);
    });
    await startSession(context, input);
    return { personId };
  },
});

async function passOf(context: Context, pass: string, email: string): Promise<'founding' | 'other'> {
  if (await isFoundingKey(context.db, pass)) return 'founding';
  if (await opensToo(context, pass, email)) return 'other';
  throw noPass();
}

/** Whether this pass lets somebody with this address register now. */
export async function mayRegister(context: Context, pass: string, email: string): Promise<boolean> {
  try {
    await passOf(context, pass, email);
    return true;
  } catch (error) {
    if (isKithError(error)) return false;
    throw error;
  }
}

async function opensToo({ db, now, services }: Context, pass: string, email: string): Promise<boolean> {
  for (const opens of services.registrationPasses) if (await opens(db, pass, email, now)) return true;
  return false;
}

const noPass = () =>
  forbidden('no-pass', 'Kith is entered by invitation, and this link does not let anybody in (any more).');
