import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createApp } from '../../../../app.ts';
import type { App } from '../../../../app.ts';
import { openClaims, openStanding } from '../../../../platform/db/index.ts';
import { logger } from '../../../../platform/log.ts';
import { onEachEngine } from '../../../../../tests/engines.ts';
import { livedIn, quietly } from '../../../../../tests/lived-in.ts';
import { checkBackup } from '../restore-backup.ts';
import { backUpWhenDue, keepBackups } from './keep-backups.ts';
import { isDue, readRecord } from './record.ts';

const HOUR = 3_600_000;
const MAY_TAKE_MS = 60_000;
const never = new AbortController().signal;
const newFolder = () => mkdtemp(join(tmpdir(), 'kith-scheduled-'));

function needsOf(app: App, folder: string, time: { now: number }) {
  const config = { ...app.config, backups: { folder, everyMs: 24 * HOUR, keep: 2 } };
  return { store: app.store, config, log: logger('silent'), clock: () => time.now };
}

onEachEngine((engine) => {
  test(
    'they are made when it is time, the oldest go, and what others left there stays',
    { timeout: MAY_TAKE_MS },
    async () => {
      const { app } = await livedIn(engine);
      const folder = await newFolder();
      const others = [
        'kith-2020-01-01T00-00-00Z.tar.gz',
        'kith-scheduled-2020-01-01T00-00-00Z.tar.gz',
        'notes.txt',
      ];
      for (const name of others) await writeFile(join(folder, name), 'somebody’s own');
      const time = { now: Date.parse('2026-03-01T04:00:00Z') };
      const needs = needsOf(app, folder, time);
      expect(await backUpWhenDue(needs, never)).toBe(true);
      time.now += 24 * HOUR - 1;
      expect(await backUpWhenDue(needs, never)).toBe(false);
      for (let day = 2; day <= 3; day++) {
        time.now += 24 * HOUR;
        expect(await backUpWhenDue(needs, never)).toBe(true);
      }
      const record = await readRecord(app.store);
      expect(record).toMatchObject({ failed: null, made: { at: time.now, name: record.names[1] } });
      expect(record.names).toHaveLength(2);
      expect((await readdir(folder)).sort()).toEqual([...others, ...record.names].sort());
      const checked = await checkBackup(join(folder, record.names[1]!), quietly);
      expect(checked).toMatchObject({ engine: engine.name, files: { count: 1 } });
    },
  );

  test('what fails is recorded, and tried again after an hour', async () => {
    const { app } = await livedIn(engine);
    const folder = await newFolder();
    const blocked = join(folder, 'blocked');
    await writeFile(blocked, 'a file where a folder should be');
    const time = { now: Date.parse('2026-03-01T04:00:00Z') };
    const needs = needsOf(app, blocked, time);
    expect(await backUpWhenDue(needs, never)).toBe(false);
    expect(await readRecord(app.store)).toMatchObject({
      made: null,
      failed: { at: time.now, why: expect.stringContaining('blocked') as string },
    });
    await rm(blocked);
    time.now += HOUR - 1;
    expect(await backUpWhenDue(needs, never)).toBe(false);
    time.now += 1;
    expect(await backUpWhenDue(needs, never)).toBe(true);
    expect((await readRecord(app.store)).failed).toBeNull();
  });

  test('where no process can be started it is recorded as any failure', async () => {
    const { app } = await livedIn(engine);
    const program = process.execPath;
    process.execPath = join(await newFolder(), 'not-there');
    onTestFinished(() => void (process.execPath = program));
    const needs = needsOf(app, await newFolder(), { now: Date.now() });
    expect(await backUpWhenDue(needs, never)).toBe(false);
    expect(await readRecord(app.store)).toMatchObject({
      made: null,
      failed: { why: expect.stringContaining('ENOENT') as string },
    });
  });

  test('one that is interrupted leaves nothing, and is made at the next look', async () => {
    const { app } = await livedIn(engine);
    const folder = await newFolder();
    const needs = needsOf(app, folder, { now: Date.now() });
    expect(await backUpWhenDue(needs, AbortSignal.abort())).toBe(false);
    expect(await readdir(folder)).toEqual([]);
    expect(await readRecord(app.store)).toMatchObject({ made: null, failed: null });
    expect(await backUpWhenDue(needs, never)).toBe(true);
  });

  if (engine.name === 'postgres')
    test('of several processes one makes it, and another one goes on when that has gone', async () => {
      const { app } = await livedIn(engine);
      const folder = await newFolder();
      const time = { now: Date.now() };
      const second = await createApp(app.config);
      const log = logger('silent');
      const houses = await Promise.all(
        [app, second].map(async (one) => {
          const standing = await openStanding(app.config.databaseUrl!, log);
          const backups = keepBackups({ ...needsOf(one, folder, time), claims: openClaims(standing) }, 5);
          return { leave: async () => (await backups.close(), standing.close()) };
        }),
      );
      const made = async (count: number) => {
        while ((await readRecord(app.store)).names.length < count)
          await new Promise((soon) => setTimeout(soon, 10));
      };
      await made(1);
      await houses[0]!.leave();
      time.now += 24 * HOUR;
      await made(2);
      await houses[1]!.leave();
      await second.close();
      expect((await readdir(folder)).sort()).toEqual((await readRecord(app.store)).names);
    });
});

test.each([
  ['nothing yet', null, null, true],
  ['one an hour ago', -1, null, false],
  ['one a day ago', -24, null, true],
  ['one from the future', 1, null, true],
  ['a failure just now', null, 0, false],
  ['a failure an hour ago', null, -1, true],
  ['a failure since the last', -23, -0.5, false],
  ['a failure before the last', -1, -2, false],
])('with %s it is due or not', (_, made, failed, due) => {
  const now = Date.parse('2026-03-01T04:00:00Z');
  const record = {
    made: made === null ? null : { at: now + made * HOUR, name: 'a', bytes: 1 },
    failed: failed === null ? null : { at: now + failed * HOUR, why: 'full' },
    names: [],
  };
  expect(isDue(record, 24 * HOUR, now)).toBe(due);
});
