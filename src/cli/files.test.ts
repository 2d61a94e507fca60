import { expect, onTestFinished, test } from 'vitest';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { startBucket } from '../../tests/bucket.ts';
import { emptyFolder, kith } from '../../tests/kith.ts';
import { openFiles, openFileStore } from '../platform/files/index.ts';
import { logger } from '../platform/log.ts';

test('files are brought into a bucket and back, and what is there is not brought again', async () => {
  const bucket = await startBucket();
  onTestFinished(bucket.stop);
  const [dataDir, other] = [await emptyFolder(), await emptyFolder()];
  const folder = openFileStore(join(dataDir, 'files'));
  const keys = ['messages/a/whole', 'messages/a/small', 'people/mia.webp'];
  for (const key of keys) await folder.put(key, Buffer.from(`what is in ${key}`));
  const { url, region, key, secret } = bucket.place;
  const settings = { FILES_URL: url, FILES_REGION: region, FILES_KEY: key, FILES_SECRET: secret };
  const call = async (way: string, to: string) => {
    const { code, out } = await kith(['files', way, '--json'], { ...settings, DATA_DIR: to });
    return { code, ...(JSON.parse(out) as object) };
  };
  expect(await call('to-bucket', dataDir)).toMatchObject({ code: 0, copied: 3, already: 0, complete: true });
  await folder.put('people/tom.webp', Buffer.from('new'));
  expect(await call('to-bucket', dataDir)).toMatchObject({ code: 0, copied: 1, already: 3 });
  const there = openFiles({ dataDir, bucket: bucket.place }, logger('silent'));
  expect((await Array.fromAsync(there.list(''), (one) => one.key)).sort()).toEqual(
    [...keys, 'people/tom.webp'].sort(),
  );
  expect(await call('to-folder', other)).toMatchObject({ code: 0, copied: 4 });
  const back = openFileStore(join(other, 'files'));
  expect(String(await buffer(back.open('messages/a/small')))).toBe('what is in messages/a/small');
});

test('without a bucket, or without a way, it says what is missing', async () => {
  const { code, err } = await kith(['files', 'to-bucket'], { DATA_DIR: await emptyFolder() });
  expect([code, err]).toEqual([2, expect.stringContaining('FILES_URL')]);
  expect((await kith(['files'], {})).code).toBe(2);
});
