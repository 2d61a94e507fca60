import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { onEachEngine } from '../../../tests/engines.ts';
import { meet } from '../../../tests/people.ts';
import { refused } from '../../../tests/refusals.ts';

onEachEngine(({ open }) => {
  test('takes the picture from the person and from the disk', async () => {
    const app = await open();
    const ana = await meet(app, 'Ana');
    const content = await sharp({ create: { width: 40, height: 40, channels: 3, background: 'olive' } })
      .png()
      .toBuffer();
    await ana.act('accounts.change-picture', { name: 'me.png', mime: 'image/png', content });
    await ana.act('accounts.remove-picture', {});
    expect(await ana.read('accounts.me', {})).toMatchObject({ picture: null });
    expect(await readdir(join(app.config.dataDir, 'files', 'people'))).toEqual([]);
    expect(await ana.act('accounts.remove-picture', {})).toEqual({});
    const stranger = app.visitAs({ personId: null, scopes: null, address: '' });
    await refused(stranger.act('accounts.remove-picture', {}), 'forbidden', 'sign-in-first');
  });
});
