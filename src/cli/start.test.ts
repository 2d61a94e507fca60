import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { cp, mkdir, readdir, readFile, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { emptyFolder, kith, openHouse, running } from '../../tests/kith.ts';
import { opened } from '../../tests/processes.ts';
import { digestOf, newestOf } from './start/sources.ts';

const ROOT = join(import.meta.dirname, '../..');
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

/** A checkout of its own that was never built, whose pages are one line and whose build tells of itself in `builds.txt`. */
async function unbuilt(): Promise<string> {
  const root = await emptyFolder();
  for (const part of [
    'bin',
    'migrations',
    'package.json',
    'package-lock.json',
    'project.inlang/settings.json',
  ])
    await cp(join(ROOT, part), join(root, part), { recursive: true });
  for (const part of [
    'app.ts',
    'keep-house.ts',
    'main.ts',
    'server.ts',
    'verbs.ts',
    'cli',
    'domains',
    'platform',
    'web/serve.ts',
  ])
    await cp(join(ROOT, 'src', part), join(root, 'src', part), { recursive: true });
  await mkdir(join(root, 'node_modules'));
  for (const name of await readdir(join(ROOT, 'node_modules')))
    if (name !== '.cache') await symlink(join(ROOT, 'node_modules', name), join(root, 'node_modules', name));
  await writeFile(
    join(root, 'src/web/pages.ts'),
    "export const handler = (_, response) => response.end('a page');",
  );
  await writeFile(
    join(root, 'vite.config.ts'),
    `import { appendFileSync, existsSync, writeFileSync } from 'node:fs';
    async function buildStart() {
      appendFileSync('${root}/builds.txt', process.ppid + '\\n');
      writeFileSync('${root}/project.inlang/.meta.json', '{}');
      while (!existsSync('${root}/go')) await new Promise((soon) => setTimeout(soon, 20));
    }
    const lib = { entry: { handler: 'src/web/pages.ts' }, formats: ['es'] };
    export default { build: { outDir: 'build', lib }, plugins: [{ name: 'told', buildStart }] };`,
  );
  return root;
}

const buildsIn = async (root: string) =>
  (await readFile(join(root, 'builds.txt'), 'utf8').catch(() => '')).split('\n').filter(Boolean);

async function starting(root: string) {
  const settings = { DATA_DIR: await emptyFolder(), PORT: '0' };
  const house = running(['start'], settings, join(root, 'bin/kith'));
  return {
    ...house,
    async serves(): Promise<void> {
      const { origin } = await opened(house);
      expect(await (await fetch(`${origin}/`)).text()).toBe('a page');
      expect(await house.stop()).toBe(0);
    },
  };
}

test(
  'of several that start in a checkout that is not built, one builds, and the others wait',
  { timeout: MAY_BUILD_MS },
  async () => {
    const root = await unbuilt();
    const houses = await Promise.all([starting(root), starting(root), starting(root)]);
    await vi.waitFor(
      () => expect(houses.filter(({ said }) => said().includes('this one waits'))).toHaveLength(2),
      MAY_BUILD_MS,
    );
    await writeFile(join(root, 'go'), '');
    for (const house of houses) await house.serves();
    expect(await buildsIn(root)).toHaveLength(1);
  },
);

test(
  'a second start builds nothing, though inlang puts files of its own beside its settings',
  { timeout: MAY_BUILD_MS },
  async () => {
    const root = await unbuilt();
    await writeFile(join(root, 'go'), '');
    await (await starting(root)).serves();
    expect(await readdir(join(root, 'project.inlang'))).toContain('.meta.json');
    await (await starting(root)).serves();
    expect(await buildsIn(root)).toHaveLength(1);
    await writeFile(join(root, 'build/sources.txt'), ''); // As others see it while it is written.
    const third = await starting(root);
    await third.serves();
    expect(third.said()).not.toContain('Building');
    await writeFile(join(root, 'project.inlang/settings.json'), '{ "baseLocale": "es" }');
    await (await starting(root)).serves();
    expect(await buildsIn(root)).toHaveLength(2);
  },
);

test('who waits builds once whoever built has been killed', { timeout: MAY_BUILD_MS }, async () => {
  const root = await unbuilt();
  const first = await starting(root);
  await vi.waitFor(async () => expect(await buildsIn(root)).toHaveLength(1), MAY_BUILD_MS);
  const second = await starting(root);
  await second.says(/this one waits/);
  first.signal('SIGKILL');
  await vi.waitFor(async () => expect(await buildsIn(root)).toHaveLength(2), MAY_BUILD_MS);
  await writeFile(join(root, 'go'), '');
  await second.serves();
});

test('a build that fails is told, and leaves its turn to the next', { timeout: MAY_BUILD_MS }, async () => {
  const root = await unbuilt();
  await writeFile(join(root, 'go'), '');
  const pages = await readFile(join(root, 'src/web/pages.ts'), 'utf8');
  await writeFile(join(root, 'src/web/pages.ts'), 'export const handler = ;');
  const failed = await (await starting(root)).ended;
  expect(failed).toMatchObject({
    code: 1,
    err: expect.stringMatching(/pages\.ts[^]*kith: the pages could not be built; .*\n$/) as string,
  });
  await writeFile(join(root, 'src/web/pages.ts'), pages);
  await (await starting(root)).serves();
});

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

test('a wrong setting is told before pages are built for it', async () => {
  const root = await unbuilt();
  const started = await running(['start'], { PORT: 'many' }, join(root, 'bin/kith')).ended;
  expect(started).toMatchObject({ code: 2, err: expect.stringMatching(/^kith: PORT="many"/) as string });
  expect(await buildsIn(root)).toEqual([]);
});

test('a HOST that is no address of this machine is a wrong setting', { timeout: MAY_BUILD_MS }, async () => {
  for (const HOST of ['192.0.2.1', 'nowhere.invalid', 'fe80::1'])
    expect(await kith(['start'], { DATA_DIR: await emptyFolder(), PORT: '0', HOST }), HOST).toMatchObject({
      ...{ code: 2, out: '' },
      err: `kith: this machine has no address ${HOST}. Set HOST to one that it has.\n`,
    });
});

test('who is told that it is open may close it at once', { timeout: MAY_BUILD_MS }, async () => {
  const script = `import { keepOpen } from '${ROOT}/src/main.ts';
    const pages = () => Promise.resolve((_, response) => response.end());
    process.exit(await keepOpen({ pages, opened: () => process.kill(process.pid, 'SIGTERM') }));`;
  const env = { ...process.env, DATA_DIR: await emptyFolder(), PORT: '0', LOG: 'silent' };
  expect(spawnSync(process.execPath, ['--input-type=module', '-e', script], { env })).toMatchObject({
    ...{ status: 0, signal: null },
  });
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
