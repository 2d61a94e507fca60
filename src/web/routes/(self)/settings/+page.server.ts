import { redirect } from '@sveltejs/kit';
import { profileActions } from '#web/doors/profile-actions.ts';
import { answer } from '#web/forms/answer.ts';
import type { Actions, PageServerLoad } from './$types';

const YEAR_S = 365 * 24 * 3600;

export const load: PageServerLoad = async ({ locals, cookies }) => ({
  me: await locals.kith.read('accounts.me', {}),
  theme: cookies.get('kith-theme') ?? 'auto',
  timeZones: Intl.supportedValuesOf('timeZone'),
});

export const actions: Actions = {
  ...profileActions,
  place: (event) =>
    answer(event, 'place', async (said, kith) => {
      const language = said.text('language') as 'en' | 'es';
      await kith.act('accounts.change-profile', { language, timeZone: said.text('timeZone') });
      const at = { path: '/', maxAge: YEAR_S, secure: event.url.protocol === 'https:' };
      event.cookies.set('kith-theme', said.text('theme'), { ...at, sameSite: 'lax' });
      redirect(303, '/settings?saved');
    }),
};
