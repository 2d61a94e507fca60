import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openFileStore } from './index.ts';

it('opens a file when it is read, not before', async () => {
  const folder = await newFolder();
  const files = openFileStore(folder);
  const answer = new Response(files.open('notes/later'));
  await files.put('notes/later', Buffer.from('0123456789'));
  expect(await answer.text()).toBe('0123456789');
  expect(await new Response(files.open('notes/later', { start: 2, end: 4 })).text()).toBe('234');
});

it('lists what a crash has left half written under a key that can be removed', async () => {
  const folder = await newFolder();
  const files = openFileStore(folder);
  await files.put('drafts/whole', Buffer.from('x'));
  await writeFile(join(folder, 'drafts', 'whole-0199a1b2-0000-7000-8000-000000000000.part'), 'x');
  for await (const { key } of files.list('drafts')) await files.remove(key);
  expect(await readdir(join(folder, 'drafts'))).toEqual([]);
});

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'kith-files-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
