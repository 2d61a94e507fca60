import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { utimes, writeFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { emptyFolder, kith, openHouse } from '../../tests/kith.ts';
import { digestOf, newestOf } from './start/sources.ts';

const MAY_BUILD_MS = 180_000;

test(
  'the house opens, serves its first page, and closes at a signal',
  { timeout: MAY_BUILD_MS },
  async () => {
    const house = await openHouse({ DATA_DIR: await emptyFolder() });
    const [, link] = await house.says(/once: (\S+)\n/);
    expect(link).toMatch(new RegExp(`^http://localhost:${house.port}/start\\?key=[\\w-]{43}$`));
    const page = await fetch(`${house.origin}/`);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('<html lang="en"');
    const found = await fetch(
      `${house.origin}/api/v1/accounts.get-pass?pass=${new URL(link!).searchParams.get('key')}`,
    );
    expect(await found.json()).toMatchObject({ valid: true });
    await house.stop();
    expect(await house.ended).toMatchObject({ code: 0, err: '' });
  },
);

test('a port that is taken is one line', { timeout: MAY_BUILD_MS }, async () => {
  const other = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void other.close());
  await new Promise((listening) => other.once('listening', listening));
  const { port } = other.address() as AddressInfo;
  const { code, err } = await kith(['start'], {
    DATA_DIR: await emptyFolder(),
    PORT: String(port),
  });
  expect(code).toBe(1);
  expect(err).toMatch(new RegExp(`^kith: something else listens on port ${port} .*\n$`));
});

test.runIf(existsSync('/proc/self'))(
  'a data folder where none can be is one line',
  { timeout: MAY_BUILD_MS },
  async () => {
    const line =
      'its data folder /proc/kith/data cannot be made, as nothing can be there. Name another one with DATA_DIR.';
    for (const command of [['start'], ['person', 'list']]) {
      const { code, err } = await kith(command, { DATA_DIR: '/proc/kith/data' });
      expect({ code, err }).toEqual({ code: 1, err: `kith: ${line}\n` });
    }
  },
);

test('a wrong setting is one line and code 2', { timeout: MAY_BUILD_MS }, async () => {
  const { code, err } = await kith(['start'], { DATA_DIR: await emptyFolder(), TRUST_PROXY: 'perhaps' });
  expect(code).toBe(2);
  expect(err).toMatch(/^kith: TRUST_PROXY="perhaps" is not usable.*\n$/);
});

test('sources are told apart by what is in them, and by when they changed', async () => {
  const root = await emptyFolder();
  await mkdir(join(root, 'pages/deep'), { recursive: true });
  await writeFile(join(root, 'pages/deep/a.svelte'), 'one');
  await writeFile(join(root, 'pages/a.test.ts'), 'never built');
  const before = await digestOf(root, ['pages', 'missing']);
  await writeFile(join(root, 'pages/a.test.ts'), 'changed');
  expect(await digestOf(root, ['pages', 'missing'])).toBe(before);
  await writeFile(join(root, 'pages/deep/a.svelte'), 'two');
  expect(await digestOf(root, ['pages', 'missing'])).not.toBe(before);
  await utimes(join(root, 'pages/deep/a.svelte'), 1000, 1000);
  expect(await newestOf(root, ['pages'])).toBe(1_000_000);
});
