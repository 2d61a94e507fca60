import { BELONGING } from '#web/people/kept-fresh.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async ({ locals, depends }) => {
  depends(BELONGING);
  const mine = locals.person ? await locals.kith.read('communities.list-mine', {}) : null;
  return {
    person: locals.person,
    language: locals.language,
    now: Date.now(),
    communities: mine?.communities ?? [],
    waiting: mine?.waiting ?? [],
  };
};
