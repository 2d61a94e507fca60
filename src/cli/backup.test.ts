import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { readdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { sql } from 'kysely';
import { createApp } from '../app.ts';
import { readConfig } from '../platform/config.ts';
import type { Config } from '../platform/config.ts';
import { livedIn } from '../../tests/lived-in.ts';
import { onEachEngine } from '../../tests/engines.ts';
import { emptyFolder, kith, openHouse, running } from '../../tests/kith.ts';
import { gather } from '../../tests/people.ts';
import { until } from '../../tests/until.ts';

const ROOT = join(import.meta.dirname, '../..');
const MAY_BUILD_MS = 180_000;
const MAY_TAKE_MS = 60_000;

const settingsOf = ({ dataDir, databaseUrl }: Config) => ({
  DATA_DIR: dataDir,
  ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}),
});

test('the steps of the README bring everything back', { timeout: MAY_BUILD_MS }, async () => {
  const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
  const section = /^## Copies of what matters$(.*?)^## /ms.exec(readme)![1]!;
  const [backing, restoring] = [...section.matchAll(/```sh\n(.*?)```/gs)].map((match) => match[1]!);
  expect(restoring).toMatch(/\nnpm start\n$/);
  const folder = await emptyFolder();
  await symlink(join(ROOT, 'bin'), join(folder, 'bin'));
  const dataDir = join(folder, 'data');
  const app = await createApp(readConfig({ DATA_DIR: dataDir, LIMITS: 'off', LOG: 'error' }));
  const { founder } = await gather(app);
  await app.close();
  const run = (script: string) =>
    promisify(execFile)('bash', ['-e', '-c', script], {
      cwd: folder,
      env: { PATH: process.env['PATH'], HOME: folder, DATA_DIR: './data' },
    });
  await run(backing!);
  const { stdout } = await run(restoring!.replace('npm start\n', ''));
  expect(stdout).toContain('It is whole: ');
  expect(stdout).toContain('Restored: ');
  const house = await openHouse({ DATA_DIR: dataDir });
  expect((await fetch(`${house.origin}/`)).status).toBe(200);
  expect(await house.stop()).toBe(0);
  const { out } = await kith(['person', 'list', '--json'], { DATA_DIR: dataDir });
  expect(out).toContain(founder.handle);
});

onEachEngine((engine) => {
  test(
    'a backup that is stopped leaves nothing, and what is written is read and not overwritten',
    { timeout: MAY_TAKE_MS },
    async () => {
      const { app, communityId, room } = await livedIn(engine);
      await app.store.write((db) =>
        sql`insert into fact (community_id, seq, kind, actor_id, conversation_id, at, payload)
        with recursive numbers (n) as (select 1000000 union all select n + 1 from numbers where n < 1050000)
        select ${communityId}, n, 'message.sent', null, ${room.id}, 1, '{}' from numbers`.execute(db),
      );
      const folder = await emptyFolder();
      const file = join(folder, 'whole.tar.gz');
      const stopped = running(['backup', file], settingsOf(app.config));
      await until(async () => (await readdir(folder)).length);
      stopped.signal('SIGINT');
      expect(await stopped.ended).toMatchObject({ code: 130, out: 'Interrupted. Nothing was written.\n' });
      expect(await readdir(folder)).toEqual([]);
      const whole = await kith(['backup', file, '--json'], settingsOf(app.config));
      expect(JSON.parse(whole.out)).toMatchObject({ file, files: { count: 1 } });
      expect(await kith(['restore', '--check', file])).toMatchObject({ code: 0, err: '' });
      const again = await kith(['backup', file], settingsOf(app.config));
      expect(again).toMatchObject({ code: 1, err: expect.stringContaining('is there already') as string });
    },
  );
});

test('a folder that is not there is not made, as it may be a disk that is missing', async () => {
  const folder = await emptyFolder();
  const settings = { DATA_DIR: join(folder, 'data') };
  expect(await kith(['person', 'list'], settings)).toMatchObject({ code: 0 });
  const { code, err } = await kith(['backup', join(folder, 'disk/kith.tar.gz')], settings);
  expect({ code, err }).toEqual({
    code: 1,
    err: `kith: There is no folder ${folder}/disk. Is its disk mounted? Else make it first.\n`,
  });
  expect(await readdir(folder)).toEqual(['data']);
});

test('a wrong call is one line and exit code 2', async () => {
  const settings = { DATA_DIR: await emptyFolder() };
  expect(await kith(['backup', 'a', 'b'], settings)).toMatchObject({ code: 2, out: '' });
  expect(await kith(['restore'], settings)).toMatchObject({ code: 2, out: '' });
  const { code, err } = await kith(['backup'], settings);
  expect({ code, err }).toEqual({
    code: 1,
    err: `kith: There is no installation in ${settings.DATA_DIR} that could be backed up. Set DATA_DIR as the running Kith has it.\n`,
  });
});
