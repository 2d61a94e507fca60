import { z } from 'zod';
import { verb } from '../../platform/act.ts';
import { id } from '../../platform/ids.ts';
import { notWithToken } from './access.ts';
import { loadPasskey } from './passkeys.ts';

export const renamePasskey = verb({
  name: 'accounts.rename-passkey',
  does: 'Gives a passkey of the person another name.',
  input: z.object({ passkeyId: id, name: z.string().trim().min(1).max(60) }),
  output: z.object({}),
  load: async ({ db, me, viewer }, { passkeyId }) => {
    notWithToken(viewer);
    await loadPasskey(db, me, passkeyId);
  },
  run: async ({ db }, { passkeyId, name }) => {
    await db.updateTable('auth_passkey').set({ name }).where('id', '=', passkeyId).execute();
    return {};
  },
});
