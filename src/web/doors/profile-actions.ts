import type { RequestEvent } from '@sveltejs/kit';
import { answer } from '#web/forms/answer.ts';
import type { Said } from '#web/forms/said.ts';

/** How people show themselves to others. */
export const profileActions = {
  profile: (event: RequestEvent) =>
    answer(event, 'profile', (said, kith) => kith.act('accounts.change-profile', profileIn(said))),
  picture: (event: RequestEvent) =>
    answer(event, 'picture', async (said, kith) =>
      kith.act(
        'accounts.change-picture',
        (await said.file('content')) ?? { name: '', mime: '', content: new Uint8Array() },
      ),
    ),
  unpicture: (event: RequestEvent) =>
    answer(event, 'unpicture', (_said, kith) => kith.act('accounts.remove-picture', {})),
};

const profileIn = (said: Said) => ({
  name: said.text('name'),
  handle: said.text('handle'),
  about: said.text('about'),
  interests: said.words('interests'),
});
