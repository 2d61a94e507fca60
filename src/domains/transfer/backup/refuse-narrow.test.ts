import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { refuseNarrow } from './refuse-narrow.ts';

const MORE_THAN_ANY_DISK = 2 ** 60;
const FILES = { bytes: MORE_THAN_ANY_DISK, filesBytes: MORE_THAN_ANY_DISK };
const ROWS = { bytes: MORE_THAN_ANY_DISK, filesBytes: 0 };
const [SQLITE, POSTGRES] = [null, 'postgres://somewhere/else'];

test.each([
  ['files beside the database inside', SQLITE, true, FILES],
  ['files beside a database elsewhere', POSTGRES, true, FILES],
  ['rows of the database inside', SQLITE, false, ROWS],
])(
  'what is too large for the disk of the data folder is refused: %s',
  async (_, databaseUrl, here, archive) => {
    const refused = refuseNarrow({ dataDir: tmpdir(), databaseUrl }, { here }, archive);
    await expect(refused).rejects.toMatchObject({
      reason: 'no-room',
      message: expect.stringContaining(`room in ${tmpdir()}: it takes about`) as string,
    });
  },
);

test.each([
  ['files in a bucket', SQLITE, false, FILES],
  ['files in a bucket and rows in a database elsewhere', POSTGRES, false, ROWS],
  ['rows in a database elsewhere', POSTGRES, true, ROWS],
])('what goes elsewhere takes no room there: %s', async (_, databaseUrl, here, archive) => {
  await refuseNarrow({ dataDir: tmpdir(), databaseUrl }, { here }, archive);
});
