import { z } from 'zod';
import { verb } from '../../platform/act.ts';
import { dropPicture, showPicture } from './picture.ts';
import { loadAccount } from './store.ts';

export const removePicture = verb({
  name: 'accounts.remove-picture',
  does: 'Removes the picture of the person, also from the disk.',
  input: z.object({}),
  output: z.object({}),
  load: ({ db, me }) => loadAccount(db, me),
  alone: async ({ services, write }, _input, account) => {
    await write((inside) => showPicture(inside, services, account.id, null));
    await dropPicture(services, account.picture);
    return {};
  },
});
