import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from 'kysely';
import { startBucket } from '../../../../tests/bucket.ts';
import { onEachEngine } from '../../../../tests/engines.ts';
import type { TestEngine } from '../../../../tests/engines.ts';
import { livedIn, lookAt, quietly } from '../../../../tests/lived-in.ts';
import type { Config } from '../../../platform/config.ts';
import { openFiles } from '../../../platform/files/index.ts';
import { newId } from '../../../platform/ids.ts';
import { makeBackup } from './make-backup.ts';
import { restoreBackup } from './restore-backup.ts';

onEachEngine((engine) => {
  let bucket: Awaited<ReturnType<typeof startBucket>>;
  beforeAll(async () => {
    bucket = await startBucket();
  });
  afterAll(() => bucket.stop());

  /** A folder of its own in the bucket. */
  const folder = () => ({ ...bucket.place, url: bucket.place.url.replace(/[^/]*$/, newId()) });
  const restore = (file: string, to: Config, told = quietly) => restoreBackup(file, to, openFiles(to), told);

  test.each(['an empty bucket', 'the folder of another installation'])(
    'what lies in a bucket is in the backup, and comes back into %s',
    async (where) => {
      const { founder, file, made, keys } = await backedUp(engine, folder());
      expect(keys).toHaveLength(1);
      expect(made.files).toEqual({ count: 1, bytes: LIST.length });
      const there = { ...(await engine.empty()), bucket: where === 'an empty bucket' ? folder() : null };
      const restored = await restore(file, there);
      expect(restored).toMatchObject({ differences: [], tables: made.tables, files: made.files });
      expect(await keysIn(there)).toEqual(keys);
      await lookAt(there, founder, async (_, { store, services }) => {
        const { rows } = await sql<{ stored: string }>`select stored from attachment`.execute(store.read);
        const content = await new Response(services.files.open(`${rows[0]!.stored}/whole`)).text();
        expect(content).toBe(LIST);
      });
    },
  );

  test('what lies in a folder comes back into a bucket', async () => {
    const { file, keys } = await backedUp(engine, null);
    const there = { ...(await engine.empty()), bucket: folder() };
    expect((await restore(file, there))!.differences).toEqual([]);
    expect(await keysIn(there)).toEqual(keys);
    expect(await keysIn({ ...there, bucket: null })).toEqual([]);
  });

  test('a bucket that holds files already is refused and left as it is', async () => {
    const { file } = await backedUp(engine, folder());
    const there = { ...(await engine.empty()), bucket: folder() };
    await openFiles(there).put('people/mia.webp', Buffer.from('mine'));
    await expect(restore(file, there)).rejects.toMatchObject({ reason: 'files-there' });
    expect(await keysIn(there)).toEqual(['people/mia.webp']);
  });

  test('a restoration into a bucket that is interrupted after its files goes on with them there', async () => {
    const { file, keys } = await backedUp(engine, folder());
    const there = { ...(await engine.empty()), bucket: folder() };
    let come = false;
    const watch = ({ phase }: { phase: string }) => void (come ||= phase === 'comparing');
    expect(await restore(file, there, { watch, interrupted: () => come })).toBeNull();
    expect(await keysIn(there)).toEqual(keys);
    expect((await restore(file, there))!.differences).toEqual([]);
    expect(await keysIn(there)).toEqual(keys);
  });
});

/** What `livedIn` leaves as a file. */
const LIST = 'spade, rake';

async function backedUp(engine: TestEngine, bucket: Config['bucket']) {
  const { app, founder } = await livedIn(engine, { config: { bucket } });
  const file = join(await mkdtemp(join(tmpdir(), 'kith-backup-')), 'monday.tar.gz');
  const made = await makeBackup(app.config, openFiles(app.config), file, { ...quietly, clock: Date.now });
  return { founder, file, made: made!, keys: await keysIn(app.config) };
}

const keysIn = async (config: Config) =>
  (await Array.fromAsync(openFiles(config).list(''), ({ key }) => key)).sort();
