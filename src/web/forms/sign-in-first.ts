import { redirect } from '@sveltejs/kit';
import type { PersonView } from '../views.ts';

/** The person who asks; a stranger is led to the sign-in page and back from there. */
export function personOrSignIn({ locals, url }: { locals: App.Locals; url: URL }): PersonView {
  if (locals.person) return locals.person;
  redirect(303, `/sign-in?to=${encodeURIComponent(url.pathname + url.search)}`);
}
