import { redirect } from '@sveltejs/kit';
import { answer } from '#web/forms/answer.ts';
import type { Said } from '#web/forms/said.ts';
import type { Actions, PageServerLoad } from './$types';

const YEAR_S = 365 * 24 * 3600;

export const load: PageServerLoad = async ({ locals, cookies }) => ({
  me: await locals.kith.read('accounts.me', {}),
  theme: cookies.get('kith-theme') ?? 'auto',
  timeZones: Intl.supportedValuesOf('timeZone'),
});

export const actions: Actions = {
  profile: (event) =>
    answer(event, 'profile', (said, kith) => kith.act('accounts.change-profile', profileIn(said))),
  picture: (event) =>
    answer(event, 'picture', async (said, kith) =>
      kith.act(
        'accounts.change-picture',
        (await said.file('content')) ?? { name: '', mime: '', content: new Uint8Array() },
      ),
    ),
  unpicture: (event) => answer(event, 'unpicture', (_said, kith) => kith.act('accounts.remove-picture', {})),
  place: (event) =>
    answer(event, 'place', async (said, kith) => {
      const language = said.text('language') as 'en' | 'es';
      await kith.act('accounts.change-profile', { language, timeZone: said.text('timeZone') });
      const at = { path: '/', maxAge: YEAR_S, secure: event.url.protocol === 'https:' };
      event.cookies.set('kith-theme', said.text('theme'), { ...at, sameSite: 'lax' });
      redirect(303, '/settings?saved');
    }),
};

const profileIn = (said: Said) => ({
  name: said.text('name'),
  handle: said.text('handle'),
  about: said.text('about'),
  interests: said.words('interests'),
});
