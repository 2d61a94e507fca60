import { redirect } from '@sveltejs/kit';
import { asKithError, isAway } from '#web/errors.ts';
import { nextPlace } from '#web/forms/next-place.ts';
import { sentIn } from '#web/forms/sent.ts';
import { LANGUAGE_COOKIE, pickLanguage } from '#web/language.ts';
import type { Actions, PageServerLoad } from './$types';

const YEAR_S = 365 * 24 * 3600;

export const load: PageServerLoad = async ({ locals, parent }) => {
  if (!locals.person) return { founding: await founding(locals.kith) };
  const { communities } = await parent();
  const only = communities.length === 1 ? communities[0] : undefined;
  redirect(303, only ? `/${only.slug}` : '/brief');
};

/** What Kith is can be read also while the house cannot look whether somebody lives in it. */
async function founding(kith: App.Locals['kith']) {
  try {
    return await kith.read('accounts.get-founding', {});
  } catch (error) {
    if (isAway(asKithError(error)?.reason)) return null;
    throw error;
  }
}

export const actions: Actions = {
  /** For those who have no settings yet. */
  speak: async (event) => {
    const { cookies, url } = event;
    const form = await sentIn(event);
    const language = pickLanguage(String(form.get('language')), null, null);
    const secure = url.protocol === 'https:';
    cookies.set(LANGUAGE_COOKIE, language, { path: '/', maxAge: YEAR_S, sameSite: 'lax', secure });
    redirect(303, nextPlace(String(form.get('to'))));
  },
};
