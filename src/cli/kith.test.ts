import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { emptyFolder, kith, running } from '../../tests/kith.ts';
import { until } from '../../tests/until.ts';

const KITH = join(import.meta.dirname, '../../bin/kith');
const ROOT = join(import.meta.dirname, '../..');

test('kith says what there is, and each command says more', async () => {
  const asked = await kith([]);
  expect(asked).toMatchObject({ code: 0, err: '' });
  expect((await kith(['--help'])).out).toBe(asked.out);
  const names = [...asked.out.matchAll(/^ {2}([a-z]+) {2,}\S/gm)].map((match) => match[1]!);
  expect(names).toEqual(
    expect.arrayContaining(['start', 'demo', 'import', 'person', 'community', 'doctor', 'dev']),
  );
  for (const name of names) {
    const { code, out } = await kith([name, '--help']);
    expect(code).toBe(0);
    expect(out).toMatch(new RegExp(`Usage:\n  kith ${name}`));
    expect(out).toContain('--json');
  }
});

test('what it does not know is one line, and code 2', async () => {
  const unknown = await kith(['dance']);
  expect(unknown).toMatchObject({ code: 2, out: '' });
  expect(unknown.err).toBe('kith: there is no "dance". `kith --help` lists what there is.\n');
  const option = await kith(['doctor', '--loud']);
  expect(option).toMatchObject({ code: 2, out: '' });
  expect(option.err).toMatch(/^kith: Unknown option '--loud'\. .*\n$/);
});

test('kith says which it is, to people and to programs', async () => {
  const { version } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')) as { version: string };
  expect(await kith(['--version'])).toEqual({ code: 0, out: `kith ${version}\n`, err: '' });
  expect(JSON.parse((await kith(['--version', '--json'])).out)).toEqual({ version });
  expect(await kith(['--version', 'please'])).toMatchObject({ code: 2, out: '' });
  expect((await kith(['--help'])).out).toContain('kith --version');
});

test('whichever command names somebody or something that is not there, it is refused with 1', async () => {
  const settings = { DATA_DIR: await emptyFolder() };
  const nobody = 'kith: Nobody with an account goes by “nobody”.\n';
  const [archive, gone] = [
    join(ROOT, 'src/domains/transfer/fixtures/reddit'),
    join(settings.DATA_DIR, 'gone'),
  ];
  for (const [call, err] of [
    ['person reset-link nobody', nobody],
    ['person sign-out nobody', nobody],
    ['person erase nobody --yes', nobody],
    ['community found street --name Street --by nobody', nobody],
    ['community invite street --by nobody', nobody],
    [`import reddit ${archive} --into street --host nobody`, nobody],
    [`import reddit ${archive} --each --host nobody`, nobody],
    ['community show street', 'kith: There is no community at “street”.\n'],
    ['community members street', 'kith: There is no community at “street”.\n'],
    ['community appoint street nobody', 'kith: There is no community at “street”.\n'],
    [`restore ${gone}`, `kith: There is no file ${gone}, or it may not be read.\n`],
  ] as const)
    expect(await kith(call.split(' '), settings), call).toEqual({ code: 1, out: '', err });
});

test('a call that is wrong whatever there is ends with 2', async () => {
  const settings = { DATA_DIR: await emptyFolder() };
  for (const call of [
    ...['person erase nobody', 'person reset-link', 'community found street --by nobody', 'community show'],
    ...['community invite street', 'community invite street --by nobody --uses few', 'import reddit here'],
    ...['move --to postgres:///kith extra', 'db distribute more', 'demo --force-into two/words'],
    ...['restore', 'backup one two', 'move', 'move --to mars', 'files', 'db', 'db scatter'],
  ])
    expect(await kith(call.split(' '), settings), call).toMatchObject({
      ...{ code: 2, out: '' },
      err: expect.stringMatching(/^kith: [^\n]+\n$/) as string,
    });
});

test('a word too many is wrong usage', async () => {
  for (const name of ['doctor', 'demo', 'start', 'dev'])
    expect(await kith([name, 'please'])).toEqual({
      ...{ code: 2, out: '' },
      err: `kith: "${name}" takes no words such as "please". See \`kith ${name} --help\`.\n`,
    });
  expect((await kith(['person'])).err).toBe(
    'kith: it does not know what to do with "person". See `kith person --help`.\n',
  );
  expect((await kith(['person', 'reset-link'])).err).toBe(
    'kith: it is called by `kith person reset-link HANDLE`, not "person reset-link". See `kith person --help`.\n',
  );
});

test('who reads only the first lines ends nothing halfway', async () => {
  const call = spawn('sh', ['-c', '{ "$0" community --help; echo "code $?" >&2; } | true', KITH]);
  let err = '';
  call.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  await once(call, 'close');
  expect(err).toBe('code 0\n');
});

test('a data folder that is none, or holds no database, is one line', async () => {
  const file = join(await emptyFolder(), 'notes');
  await writeFile(file, 'x'.repeat(5000));
  for (const DATA_DIR of [file, join(file, 'inside')])
    expect(await kith(['person', 'list'], { DATA_DIR })).toEqual({
      ...{ code: 2, out: '' },
      err: `kith: DATA_DIR="${DATA_DIR}" is not usable: ${file} is no folder.\n`,
    });
  const folder = await emptyFolder();
  await cp(file, join(folder, 'kith.sqlite'));
  const { code, err } = await kith(['person', 'list'], { DATA_DIR: folder });
  expect(code).toBe(1);
  expect(err).toMatch(/^kith: cannot open the house .*not a database.*`kith doctor`.*\n$/);
});

test('a database server that is away is told with what to look at, whatever is asked', async () => {
  const settings = { DATABASE_URL: 'postgres://127.0.0.1:1/kith', DATA_DIR: await emptyFolder() };
  const line = 'the database cannot be reached. Is PostgreSQL running, and its address right?';
  for (const call of ['person list', `backup ${settings.DATA_DIR}/all.tar.gz`, 'db distribute --print'])
    expect(await kith(call.split(' '), settings), call).toEqual({ code: 1, out: '', err: `kith: ${line}\n` });
  const { out } = await kith(['doctor'], settings);
  expect(out).toMatch(
    /^mend {2}database {3}cannot be reached\n +Is PostgreSQL running, and DATABASE_URL right\?$/m,
  );
});

test('for programs, a refusal is JSON', async () => {
  const { code, out, err } = await kith(['demo', '--json'], { PORT: 'many' });
  expect(code).toBe(2);
  expect(out).toBe('');
  expect(JSON.parse(err)).toEqual({
    error: {
      kind: 'invalid',
      reason: 'wrong-usage',
      detail: expect.stringContaining('PORT="many"') as string,
    },
  });
});

test('Ctrl-C ends a command with 130', async () => {
  const folder = await emptyFolder();
  const demo = running(['demo'], { DATA_DIR: folder });
  await until(() => existsSync(join(folder, 'kith.sqlite')));
  demo.signal('SIGINT');
  expect(await demo.ended).toMatchObject({ code: 130, out: '' });
});

test('without its packages it says how to get them', async () => {
  const folder = await emptyFolder();
  await mkdir(join(folder, 'bin'));
  await cp(join(ROOT, 'bin/kith'), join(folder, 'bin/kith'));
  await cp(join(ROOT, 'package.json'), join(folder, 'package.json'));
  for (const part of ['app.ts', 'verbs.ts', 'cli', 'domains', 'platform']) {
    await cp(join(ROOT, 'src', part), join(folder, 'src', part), { recursive: true });
  }
  const PATH = `${join(ROOT, 'node_modules/.bin')}:${process.env.PATH}`;
  const { code, err } = await kith(['demo'], { PATH, DATA_DIR: folder }, join(folder, 'bin/kith'));
  expect({ code, err }).toEqual({ code: 2, err: expect.stringMatching(/^kith: .*npm ci.*\n$/) as string });
});
