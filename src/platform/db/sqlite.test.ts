import { chmod, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { openFileStore } from '../files/index.ts';
import { openSqlite } from './sqlite.ts';

test('nobody else on the machine reads what is stored, also where the folder is open to all', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'kith-open-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await chmod(folder, 0o755);
  const store = openSqlite(join(folder, 'kith.sqlite'));
  await store.write((db) => sql`create table said (body text)`.execute(db));
  for (const name of ['kith.sqlite', 'kith.sqlite-wal', 'kith.sqlite-shm'])
    expect([name, (await stat(join(folder, name))).mode & 0o077]).toEqual([name, 0]);
  await store.close();
  await openFileStore(join(folder, 'files')).put('people/a', Buffer.from('a picture'));
  expect((await stat(join(folder, 'files'))).mode & 0o077).toBe(0);
});
