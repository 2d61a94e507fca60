import { answer } from '#web/forms/answer.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { kith } }) => ({
  me: await kith.read('accounts.me', {}),
  ...(await kith.read('accounts.list-passkeys', {})),
  ...(await kith.read('accounts.list-sessions', {})),
});

export const actions: Actions = {
  email: (event) =>
    answer(event, 'email', (said, kith) =>
      kith.act('accounts.change-email', { email: said.text('email'), password: said.text('password') }),
    ),
  password: (event) =>
    answer(event, 'password', (said, kith) =>
      kith.act('accounts.change-password', {
        password: said.text('password'),
        newPassword: said.text('newPassword'),
      }),
    ),
  confirm: (event) =>
    answer(event, 'confirm', (said, kith) =>
      kith.act('accounts.confirm', { password: said.text('password') }),
    ),
  rename: (event) =>
    answer(event, 'rename', (said, kith) =>
      kith.act('accounts.rename-passkey', { passkeyId: said.text('which'), name: said.text('name') }),
    ),
  remove: (event) =>
    answer(event, 'remove', (said, kith) =>
      kith.act('accounts.remove-passkey', { passkeyId: said.text('which') }),
    ),
  end: (event) =>
    answer(event, 'end', (said, kith) => kith.act('accounts.end-session', { sessionId: said.text('which') })),
  others: (event) => answer(event, 'others', (_said, kith) => kith.act('accounts.end-other-sessions', {})),
};
