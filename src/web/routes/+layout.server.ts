import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = ({ locals }) => ({
  person: locals.person,
  language: locals.language,
  now: Date.now(),
});
