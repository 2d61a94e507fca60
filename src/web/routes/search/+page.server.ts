import { personOrSignIn } from '#web/forms/sign-in-first.ts';
import { searchFor } from '#web/talk/search.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => {
  personOrSignIn(event);
  return searchFor(event.locals.kith, event.url.searchParams);
};
