import { z } from 'zod';
import { verb } from '../../platform/act.ts';
import { notWithToken } from './access.ts';
import { refuseWrongPassword } from './credentials.ts';
import { erasedMail, tell } from './mails.ts';
import { part, words } from './parting.ts';
import { longestPassword } from './password.ts';
import { dropPicture } from './picture.ts';
import { loadAccount } from './store.ts';

export const erase = verb({
  name: 'accounts.erase',
  does: 'Erases the account for good, and leaves all communities. The last host of one hands over first.',
  limit: { times: 10, seconds: 900 },
  input: z.object({ password: z.string().max(longestPassword), words }),
  output: z.object({}),
  load: async ({ db, me, viewer }) => {
    notWithToken(viewer);
    return loadAccount(db, me);
  },
  alone: async (context, input, account) => {
    const { services, cookies, write } = context;
    await refuseWrongPassword(context.db, services, account.id, input.password);
    const leaver = { personId: account.id, email: account.email, words: input.words };
    await write((inside) => part(inside, services.partings, leaver));
    await dropPicture(services, account.picture);
    cookies.push(services.auth.cookie.forgotten);
    tell(services, account, erasedMail(account.name));
    return {};
  },
});
