import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { onEachEngine } from '../../../../tests/engines.ts';
import { fill, mayMount, smallDisk } from '../../../../tests/faults/disk.ts';
import { kith } from '../../../../tests/kith.ts';
import { asNoRoom } from './no-room.ts';

const FOLDER = '/mnt/copies';
const failed = (more: object) => Object.assign(new Error('the system says so'), more);

test.each([
  [{ code: 'ENOSPC', syscall: 'write' }, 'disk-full'],
  [{ code: 'ERR_SQLITE_ERROR', errcode: 13 }, 'disk-full'],
  [{ code: 'EACCES', syscall: 'mkdtemp', path: `${FOLDER}/.kith-backup-XXXXXX` }, 'read-only'],
])('%j is told of the folder where the backup was to lie', (said, reason) => {
  expect(asNoRoom(failed(said), FOLDER)).toMatchObject({
    ...{ kind: 'unavailable', reason, message: expect.stringContaining(FOLDER) as string },
  });
});

test('what fails elsewhere stays what it is', () => {
  for (const said of [{ code: 'EACCES', path: '/house/files/a' }, { errcode: 11 }, {}]) {
    const error = failed(said);
    expect(asNoRoom(error, FOLDER)).toBe(error);
  }
});

onEachEngine((engine) => {
  test.runIf(mayMount)('a disk without room is one line, and nothing is left on it', async () => {
    const { config } = await engine.open();
    const disk = await smallDisk(1);
    await fill(disk);
    const settings = {
      DATA_DIR: config.dataDir,
      ...(config.databaseUrl ? { DATABASE_URL: config.databaseUrl } : {}),
    };
    const { code, out, err } = await kith(['backup', join(disk, 'kith.tar.gz')], settings);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/^kith: There is not enough room on the disk of .*\n$/);
    expect(await readdir(disk)).toEqual(['ballast']);
  });
});
