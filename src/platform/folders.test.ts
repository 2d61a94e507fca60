import { existsSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { makeFolder } from './folders.ts';

async function somewhere(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'kith-folders-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

test('folders that are missing are made for this account alone, and those that are there stay', async () => {
  const folder = await somewhere();
  makeFolder(join(folder, 'a/b'));
  makeFolder(join(folder, 'a/b'));
  makeFolder(join(folder, 'a/c'));
  expect(statSync(join(folder, 'a/b')).mode & 0o777).toBe(0o700);
  expect(existsSync(join(folder, 'a/c'))).toBe(true);
});

test('what stands in the way is told and left', async () => {
  const folder = await somewhere();
  writeFileSync(join(folder, 'file'), '');
  symlinkSync(join(folder, 'nowhere'), join(folder, 'link'));
  for (const name of ['file', 'link']) expect(() => makeFolder(join(folder, name))).toThrow('EEXIST');
  expect(() => makeFolder(join(folder, 'file/a'))).toThrow(/ENOTDIR|EEXIST/);
});

test.runIf(existsSync('/proc/self'))('where none can be, that is said at once', () => {
  expect(() => makeFolder('/proc/kith/data')).toThrow('ENOENT');
});
