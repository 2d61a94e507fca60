import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { beforeAll, expect, test } from 'vitest';
import type { App } from '../../app.ts';
import { onEachEngine } from '../../../tests/engines.ts';
import { meet } from '../../../tests/people.ts';
import { refused } from '../../../tests/refusals.ts';

const painted = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: 'olive' } });

onEachEngine(({ open }) => {
  let app: App;
  beforeAll(async () => {
    app = await open();
  });
  const stored = (app: App) => readdir(join(app.config.dataDir, 'files', 'people'));
  const upload = (content: Uint8Array) => ({ name: 'me.jpg', mime: 'image/jpeg', content });

  test('is cropped to a square, drawn anew without metadata, and takes the place of the last one', async () => {
    const ana = await meet(app, 'Ana');
    const photo = await painted(900, 600)
      .withExif({ IFD0: { Copyright: 'Ana, Calle del Huerto 12' } })
      .jpeg()
      .toBuffer();
    expect(photo.includes('Calle del Huerto')).toBe(true);
    await ana.act('accounts.change-picture', upload(photo));
    const { picture } = await ana.act(
      'accounts.change-picture',
      upload(await painted(300, 700).png().toBuffer()),
    );
    expect(await ana.read('accounts.me', {})).toMatchObject({ picture });
    const files = await stored(app);
    expect(files).toEqual([`${picture.split('/').at(-1)}.webp`]);
    const drawn = await sharp(join(app.config.dataDir, 'files', 'people', files[0]!)).metadata();
    expect(drawn).toMatchObject({ format: 'webp', width: 256, height: 256 });
    expect(drawn.exif).toBeUndefined();
  });

  test('what is no picture is refused and changes nothing', async () => {
    const ben = await meet(app, 'Ben');
    for (const content of ['not a picture', '<svg xmlns="http://www.w3.org/2000/svg"/>', '']) {
      await refused(
        ben.act('accounts.change-picture', upload(Buffer.from(content))),
        'invalid',
        'not-a-picture',
      );
    }
    expect(await ben.read('accounts.me', {})).toMatchObject({ picture: null });
  });

  test('strangers have none', async () => {
    const stranger = app.visitAs({ personId: null, scopes: null, address: '' });
    await refused(
      stranger.act('accounts.change-picture', upload(new Uint8Array())),
      'forbidden',
      'sign-in-first',
    );
  });
});
