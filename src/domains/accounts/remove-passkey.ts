import { z } from 'zod';
import { verb } from '../../platform/act.ts';
import { id } from '../../platform/ids.ts';
import { notWithToken } from './access.ts';
import { loadPasskey } from './passkeys.ts';

export const removePasskey = verb({
  name: 'accounts.remove-passkey',
  does: 'Removes a passkey of the person, which then signs nobody in any more.',
  input: z.object({ passkeyId: id }),
  output: z.object({}),
  load: async ({ db, me, viewer }, { passkeyId }) => {
    notWithToken(viewer);
    await loadPasskey(db, me, passkeyId);
  },
  run: async ({ db }, { passkeyId }) => {
    await db.deleteFrom('auth_passkey').where('id', '=', passkeyId).execute();
    return {};
  },
});
