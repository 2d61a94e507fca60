import { z } from 'zod';
import { verb } from '../../platform/act.ts';
import { fitPicture } from '../../platform/files/index.ts';
import { newId } from '../../platform/ids.ts';
import { dropPicture, PICTURE_EDGE, pictureKey, showPicture } from './picture.ts';
import { loadAccount } from './store.ts';

export const changePicture = verb({
  name: 'accounts.change-picture',
  does: 'Sets the picture of the person: cropped to a square, drawn anew, without what a camera writes into it.',
  upload: true,
  limit: { times: 20, seconds: 3600 },
  input: z.object({
    name: z.string().max(300),
    mime: z.string().max(100),
    content: z.custom<Uint8Array>((value) => value instanceof Uint8Array),
  }),
  output: z.object({ picture: z.string().describe('Its path.') }),
  load: ({ db, me }) => loadAccount(db, me),
  alone: async ({ services, write }, { content }, account) => {
    const { content: drawn } = await fitPicture(Buffer.from(content), PICTURE_EDGE, 'square');
    const picture = newId();
    await services.files.put(pictureKey(picture), drawn);
    await write((inside) => showPicture(inside, services, account.id, picture));
    await dropPicture(services, account.picture);
    return { picture: `/files/people/${picture}` };
  },
});
