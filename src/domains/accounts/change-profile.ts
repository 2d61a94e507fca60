import { z } from 'zod';
import { verb } from '../../platform/act.ts';
import { once } from '../../platform/once.ts';
import { freeHandle, language, personName, timeZone } from './person.ts';
import { changePerson } from './store.ts';

/** What others see; time zone and language are one's own. */
const SEEN = new Set(['handle', 'name', 'about']);

export const changeProfile = verb({
  name: 'accounts.change-profile',
  does: 'Changes what is given of how the person shows themselves; what is not given stays.',
  limit: { times: 30, seconds: 600 },
  input: z.object({
    handle: freeHandle.optional(),
    name: personName.optional(),
    about: z.string().trim().max(600).optional(),
    interests: z.array(z.string().trim().min(1).max(60)).overwrite(once).max(12).optional(),
    timeZone: timeZone.optional(),
    language: language.optional(),
  }),
  output: z.object({}),
  load: async () => undefined,
  run: async (context, { interests, timeZone, ...rest }) => {
    const { me, services } = context;
    await changePerson(context.db, me, {
      ...rest,
      ...(interests ? { interests: JSON.stringify(interests) } : {}),
      ...(timeZone ? { time_zone: timeZone } : {}),
    });
    if (interests || Object.keys(rest).some((key) => SEEN.has(key)))
      for (const notice of services.noticings) await notice(context, me);
    return {};
  },
});
