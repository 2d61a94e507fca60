import { z } from 'zod';
import { verb } from '../../platform/act.ts';
import { notFound } from '../../platform/errors.ts';
import { id } from '../../platform/ids.ts';
import { tokensOf } from './tokens.ts';

export const revokeToken = verb({
  name: 'accounts.revoke-token',
  does: 'Ends a personal token at once.',
  input: z.object({ tokenId: id }),
  output: z.object({}),
  load: async ({ db, me }, { tokenId }) => {
    if (!(await tokensOf(db, me)).some((token) => token.id === tokenId)) throw notFound();
  },
  run: async ({ db }, { tokenId }) => {
    await db.deleteFrom('access_token').where('id', '=', tokenId).execute();
    return {};
  },
});
