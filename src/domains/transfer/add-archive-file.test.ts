import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { onEachEngine } from '../../../tests/engines.ts';
import { refused } from '../../../tests/refusals.ts';
import { newId } from '../../platform/ids.ts';
import { scene } from './scene.ts';

onEachEngine((engine) => {
  test('a host uploads files one by one, with the folders that other files name', async () => {
    const { app, founder, communityId } = await scene(engine);
    const upload = { communityId, importId: newId(), source: 'discord' as const };
    const bytes = Buffer.from('{}');
    await founder.act('transfer.add-archive-file', { ...upload, name: 'beds.json', content: bytes });
    const run = await founder.act('transfer.add-archive-file', {
      ...upload,
      name: 'beds_Files/plan.txt',
      content: bytes,
    });
    expect(run).toMatchObject({
      state: 'gathering',
      source: 'discord',
      startedBy: { id: founder.id },
      report: null,
    });
    expect(run.files.map(({ path }) => path).sort()).toEqual(['beds.json', join('beds_Files', 'plan.txt')]);
    const folder = join(app.config.dataDir, 'imports', communityId, upload.importId);
    expect(await readFile(join(folder, 'beds_Files', 'plan.txt'), 'utf8')).toBe('{}');
    expect(await founder.read('transfer.list-imports', { communityId })).toEqual([run]);
  });

  test('no name leads out of its folder', async () => {
    const { app, founder, communityId } = await scene(engine);
    const upload = { communityId, importId: newId(), source: 'discord' as const, content: Buffer.from('x') };
    for (const name of [
      '../../out.json',
      '/etc/out.json',
      'a/../../out.json',
      '.hidden',
      'a//b',
      'a/b/c/d/e.json',
      '',
    ]) {
      await refused(founder.act('transfer.add-archive-file', { ...upload, name }), 'invalid', 'invalid');
    }
    await founder
      .act('transfer.add-archive-file', { ...upload, name: '..\\out.json' })
      .catch(() => undefined);
    expect(existsSync(join(app.config.dataDir, 'out.json'))).toBe(false);
  });

  test('members may not, and strangers learn nothing', async () => {
    const { reader, stranger, communityId } = await scene(engine);
    const upload = {
      communityId,
      importId: newId(),
      source: 'reddit' as const,
      name: 'RC',
      content: Buffer.from('x'),
    };
    await refused(reader.act('transfer.add-archive-file', upload), 'forbidden', 'hosts-only');
    await refused(stranger.act('transfer.add-archive-file', upload), 'not-found');
  });
});
