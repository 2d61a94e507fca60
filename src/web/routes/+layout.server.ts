import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async ({ locals, depends }) => {
  depends('kith:communities');
  const mine = locals.person ? await locals.kith.read('communities.list-mine', {}) : null;
  return {
    person: locals.person,
    language: locals.language,
    now: Date.now(),
    communities: mine?.communities ?? [],
    waiting: mine?.waiting ?? [],
  };
};
