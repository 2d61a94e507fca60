import { mkdir, mkdtemp, readdir, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sweepDrafts } from './drafts.ts';

const HOUR = 3_600_000;

test('what killed backups have left goes after a day', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'kith-drafts-'));
  const now = Date.now();
  for (const name of ['.kith-backup-old', '.kith-backup-busy', '.others-old']) {
    await mkdir(join(folder, name));
    await writeFile(join(folder, name, 'copy.sqlite'), 'half');
    const written = (now - 25 * HOUR) / 1000;
    if (!name.endsWith('busy')) await utimes(join(folder, name, 'copy.sqlite'), written, written);
    await utimes(join(folder, name), written, written);
  }
  await sweepDrafts(folder, now);
  expect((await readdir(folder)).sort()).toEqual(['.kith-backup-busy', '.others-old']);
});
