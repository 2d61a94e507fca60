import { searchFor } from '#web/talk/search.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, parent, url }) =>
  searchFor(locals.kith, url.searchParams, (await parent()).community.id);
