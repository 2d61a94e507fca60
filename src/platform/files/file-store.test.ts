import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { startBucket } from '../../../tests/bucket.ts';
import { newId } from '../ids.ts';
import { logger } from '../log.ts';
import { openFiles, openFileStore } from './index.ts';
import type { FileStore } from './index.ts';

const bucket = await startBucket();
afterAll(bucket.stop);

const quiet = logger('silent');
const inFolder = async () => openFiles({ dataDir: await newFolder(), bucket: null }, quiet);
/** In the one bucket, each test has a folder of its own. */
const inBucket = async () => {
  const place = { ...bucket.place, url: `${bucket.place.url}/${newId()}` };
  return openFiles({ dataDir: await newFolder(), bucket: place }, quiet);
};

describe.each([
  ['a folder', inFolder],
  ['a bucket', inBucket],
])('files in %s', (_, open) => {
  const read = (files: FileStore, key: string, range?: { start: number; end: number }) =>
    new Response(files.open(key, range)).text();
  const keys = async (files: FileStore, folder: string) =>
    (await Array.fromAsync(files.list(folder), ({ key }) => key)).sort();

  it('come back as they were put, whole and in parts', async () => {
    const files = await open();
    const content = Buffer.from(Uint8Array.from({ length: 70_000 }, (_byte, at) => at % 251));
    await files.put('messages/a/whole', content);
    expect(await files.size('messages/a/whole')).toBe(content.length);
    expect(content.equals(await buffer(files.open('messages/a/whole')))).toBe(true);
    for (const [start, end] of [
      [0, 0],
      [0, 1],
      [2, 4],
      [69_999, 69_999],
      [0, 69_999],
    ] as const) {
      const part = await buffer(files.open('messages/a/whole', { start, end }));
      expect(part.equals(content.subarray(start, end + 1))).toBe(true);
    }
  });

  it('may be empty, and are replaced as a whole', async () => {
    const files = await open();
    await files.put('notes/one.webp', Buffer.alloc(0));
    expect([await files.size('notes/one.webp'), await read(files, 'notes/one.webp')]).toEqual([0, '']);
    await files.put('notes/one.webp', Buffer.from('longer'));
    await files.put('notes/one.webp', Buffer.from('new'));
    expect(await read(files, 'notes/one.webp')).toBe('new');
  });

  it('are opened when they are read, not before', async () => {
    const files = await open();
    const answer = new Response(files.open('notes/later'));
    await files.put('notes/later', Buffer.from('0123456789'));
    expect(await answer.text()).toBe('0123456789');
  });

  it('are left in the middle by a reader who goes', async () => {
    const files = await open();
    await files.put('notes/long', Buffer.alloc(8_000_000, 'x'));
    const reader = files.open('notes/long').getReader();
    expect((await reader.read()).value!.length).toBeLessThan(8_000_000);
    await reader.cancel();
    expect(await files.size('notes/long')).toBe(8_000_000);
  });

  it('are listed by folder, with when they changed, and are gone when removed', async () => {
    const files = await open();
    const before = Date.now();
    for (const key of ['messages/a/whole', 'messages/a/small', 'messages-b/c', 'people/d.webp'])
      await files.put(key, Buffer.from(key));
    expect(await keys(files, 'messages')).toEqual(['messages/a/small', 'messages/a/whole']);
    expect(await keys(files, '')).toEqual([
      'messages-b/c',
      'messages/a/small',
      'messages/a/whole',
      'people/d.webp',
    ]);
    for await (const { changedAt } of files.list('people'))
      expect(Math.abs(changedAt - before)).toBeLessThan(60_000);
    await files.remove('people/d.webp');
    await files.remove('people/d.webp');
    expect([await files.size('people/d.webp'), await keys(files, 'people')]).toEqual([null, []]);
  });

  it('that are not there have no size, and break what reads them', async () => {
    const files = await open();
    expect(await files.size('notes/none')).toBeNull();
    expect(await keys(files, 'nothing')).toEqual([]);
    await expect(read(files, 'notes/none')).rejects.toThrow();
  });

  it('are never outside', async () => {
    const files = await open();
    for (const key of ['../x', '/x', 'a//b', 'a/../b', 'a b', 'A', '']) {
      await expect(Promise.resolve().then(() => files.put(key, Buffer.from('x')))).rejects.toThrow('unsafe');
      expect(() => files.open(key)).toThrow('unsafe');
    }
  });
});

it('lists what a crash has left half written under a key that can be removed', async () => {
  const folder = await newFolder();
  const files = openFileStore(folder);
  await files.put('drafts/whole', Buffer.from('x'));
  await writeFile(join(folder, 'drafts', 'whole-0199a1b2-0000-7000-8000-000000000000.part'), 'x');
  for await (const { key } of files.list('drafts')) await files.remove(key);
  expect(await readdir(join(folder, 'drafts'))).toEqual([]);
});

it('a bucket is listed to its end', async () => {
  const files = await inBucket();
  const names = Array.from({ length: 1003 }, (_, at) => `many/${at}`);
  for (let from = 0; from < names.length; from += 50)
    await Promise.all(names.slice(from, from + 50).map((name) => files.put(name, Buffer.from('x'))));
  expect(new Set(await Array.fromAsync(files.list('many'), ({ key }) => key))).toEqual(new Set(names));
});

describe('a bucket that cannot be used', () => {
  const elsewhere = ({ name = 'kith-files', port, ...rest }: Record<string, string>) => {
    const url = new URL(bucket.place.url);
    if (port) url.port = port;
    url.pathname = `/${name}/green-street`;
    return { ...bucket.place, url: url.href, ...rest };
  };
  it.each([
    ['with a wrong secret', { secret: 'wrong' }, 'SignatureDoesNotMatch', 'Are its address'],
    ['with an unknown key', { key: 'UNKNOWN' }, 'InvalidAccessKeyId', 'Are its address'],
    ['that is not there', { name: 'other' }, 'NoSuchBucket', 'Are its address'],
    ['whose store is away', { port: '59999' }, 'ECONNREFUSED', 'Try again'],
  ])('%s is unavailable, and the log says why and no secret', async (_, wrong, code, todo) => {
    const lines: string[] = [];
    const log = logger('error', { write: (line) => void lines.push(line) });
    const files = openFiles({ dataDir: '.', bucket: elsewhere(wrong) }, log);
    const away = {
      kind: 'unavailable',
      reason: 'files-away',
      message: expect.stringMatching(`${code}\\W+${todo}`) as string,
    };
    await expect(files.put('a', Buffer.from('x'))).rejects.toMatchObject(away);
    await expect(buffer(files.open('a'))).rejects.toMatchObject(away);
    await expect(Array.fromAsync(files.list('a'))).rejects.toMatchObject({ reason: 'files-away' });
    expect(lines.length).toBe(3);
    expect(lines.join('')).toContain(code);
    expect(lines.join('')).not.toMatch(/S3RVER|wrong/);
  });
});

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'kith-files-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
