import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { onEachEngine } from '../../../tests/engines.ts';
import { refused } from '../../../tests/refusals.ts';
import { newId } from '../../platform/ids.ts';
import { folder, scene } from './scene.ts';

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

  test('a large file comes in parts, whole or not at all, whatever is sent twice', async () => {
    const { app, founder, communityId } = await scene(engine);
    const file = { communityId, importId: newId(), source: 'reddit' as const, name: 'RC_2011-04', size: 6 };
    const send = (from: number, text: string) =>
      founder.act('transfer.add-archive-file', { ...file, from, content: Buffer.from(text) });
    const path = join(app.config.dataDir, 'imports', communityId, file.importId, file.name);
    expect((await send(0, 'fe')).files).toEqual([]);
    await refused(send(4, 'ns'), 'conflict', 'part-missing');
    await send(2, 'rn');
    await send(2, 'rn');
    expect(existsSync(path)).toBe(false);
    expect((await send(4, '-s')).files).toEqual([{ path: file.name, size: 6 }]);
    expect((await send(4, '-s')).files).toEqual([{ path: file.name, size: 6 }]);
    expect(await readFile(path, 'utf8')).toBe('fern-s');
    await refused(send(4, 'more'), 'invalid', 'invalid');
  });

  test('archives that wait may take no more than they may, and names may not clash', async () => {
    const { app, founder, communityId } = await scene(engine);
    app.config.archiveBytes = 100;
    const send = (name: string, size: number, importId: string) =>
      founder.act('transfer.add-archive-file', {
        ...{ communityId, importId, source: 'reddit' as const, name, size },
        content: Buffer.alloc(Math.min(size, 30)),
      });
    const [one, other] = [newId(), newId()];
    await send('RC', 30, one);
    await refused(send('RS', 71, one), 'invalid', 'archive-too-large');
    await send('RS', 70, other);
    await refused(send('RC_2', 41, newId()), 'invalid', 'archive-too-large');
    await refused(send('RC/2', 0, one), 'invalid', 'file-clash');
    await refused(send('é'.repeat(150), 0, one), 'invalid', 'invalid');
  });

  test('what began on another machine, which has a data folder of its own, is not gone on with here', async () => {
    const { app, founder, communityId } = await scene(engine);
    const where = { communityId, importId: newId() };
    const send = (name: string) =>
      founder.act('transfer.add-archive-file', {
        ...{ ...where, source: 'reddit' as const, name, content: Buffer.from('{}') },
      });
    await send('RS_2011-04');
    const here = app.config.dataDir;
    app.config.dataDir = await folder(); // As the next machine has it.
    await refused(send('RC_2011-04'), 'conflict', 'archive-elsewhere');
    await refused(founder.act('transfer.start-import', where), 'conflict', 'archive-elsewhere');
    app.config.dataDir = here;
    expect((await send('RC_2011-04')).files).toHaveLength(2);
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
