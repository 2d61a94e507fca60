import { mkdir, mkdtemp, readdir, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { inDraft, sweepDrafts } from './drafts.ts';

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

test('what another backup takes away at this moment, or nobody may look into, holds no backup up', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'kith-drafts-'));
  await mkdir(join(folder, '.kith-backup-going'));
  // Listed, and not there any more once it is looked at.
  await symlink(join(folder, 'gone'), join(folder, '.kith-backup-going', 'copy.sqlite'));
  expect(await inDraft(folder, Date.now(), () => readdir(folder))).toHaveLength(2);
  expect(await readdir(folder)).toEqual(['.kith-backup-going']);
});
