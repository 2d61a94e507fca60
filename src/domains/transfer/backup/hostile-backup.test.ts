import { execFile } from 'node:child_process';
import { createHash, hash } from 'node:crypto';
import { mkdtemp, readFile, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { gunzipSync, gzipSync } from 'node:zlib';
import tar from 'tar-stream';
import { beforeAll, expect, test } from 'vitest';
import { createApp } from '../../../app.ts';
import { readConfig } from '../../../platform/config.ts';
import { openFileStore } from '../../../platform/files/index.ts';
import { newId } from '../../../platform/ids.ts';
import { gather } from '../../../../tests/people.ts';
import { quietly } from '../../../../tests/lived-in.ts';
import { makeBackup } from './make-backup.ts';
import { checkBackup, restoreBackup } from './restore-backup.ts';

interface Entry {
  name: string;
  content: Buffer;
  type?: 'file' | 'symlink' | 'link' | 'directory';
  linkname?: string;
}

const made = { folder: '', file: '', entries: [] as Entry[] };

beforeAll(async () => {
  made.folder = await mkdtemp(join(tmpdir(), 'kith-hostile-'));
  made.file = join(made.folder, 'good.tar.gz');
  const dataDir = join(made.folder, 'data');
  const app = await createApp(readConfig({ DATA_DIR: dataDir, LIMITS: 'off', LOG: 'error' }));
  await gather(app);
  const files = openFileStore(join(dataDir, 'files'));
  await files.put('people/some.webp', Buffer.from('a picture'));
  await makeBackup(app.config, files, made.file, { ...quietly, clock: Date.now });
  await app.close();
  made.entries = await entriesOf(made.file);
});

test('the archive is of plain files, which other programs unpack and check', async () => {
  expect(made.entries.map(({ name }) => name).filter((name) => !name.startsWith('tables/'))).toEqual([
    'kith-backup.json',
    'files/people/some.webp',
    'SHA256SUMS',
    'complete.json',
  ]);
  const folder = await mkdtemp(join(made.folder, 'unpacked-'));
  await promisify(execFile)('tar', ['-xzf', made.file, '-C', folder]);
  for (const line of (await readFile(join(folder, 'SHA256SUMS'), 'utf8')).trimEnd().split('\n')) {
    const [sum, name] = line.split('  ');
    expect(hash('sha256', await readFile(join(folder, name!)))).toBe(sum);
  }
  const rows = await readFile(join(folder, 'tables/community/000001.ndjson'), 'utf8');
  expect(JSON.parse(rows.split('\n')[0]!)).toMatchObject({ name: 'Allotment 12', slug: 'allotment-12' });
});

const evil = Buffer.from('evil');
const withEvil = (more: Omit<Entry, 'content'>) => (entries: Entry[]) =>
  entries.toSpliced(-2, 0, { content: more.linkname ? Buffer.alloc(0) : evil, ...more });
const changed = (name: string | RegExp, change: (text: string) => string) => (entries: Entry[]) =>
  entries.map((entry) =>
    entry.name.match(name) ? { ...entry, content: Buffer.from(change(entry.content.toString())) } : entry,
  );
const without = (name: string | RegExp) => (entries: Entry[]) =>
  entries.filter((entry) => !entry.name.match(name));

test.each<[string, (entries: Entry[]) => Entry[], RegExp, 'summed'?]>([
  ['a way out of the folder', withEvil({ name: 'files/../../evil' }), /no name that a backup has/, 'summed'],
  ['a way from the root', withEvil({ name: '/etc/evil' }), /no name that a backup has/, 'summed'],
  ['a half file', withEvil({ name: 'files/messages/a.part' }), /no name that a backup has/, 'summed'],
  [
    'a symlink',
    withEvil({ name: 'files/link', type: 'symlink', linkname: '/etc/passwd' }),
    /a symlink/,
    'summed',
  ],
  [
    'a hard link',
    withEvil({ name: 'files/link', type: 'link', linkname: '/etc/passwd' }),
    /a link/,
    'summed',
  ],
  ['a folder', withEvil({ name: 'files/', type: 'directory' }), /a directory/, 'summed'],
  ['a file more', withEvil({ name: 'files/people/evil.webp' }), /checksums do not fit/],
  [
    'a file more with its checksum',
    withEvil({ name: 'files/people/evil.webp' }),
    /files are missing/,
    'summed',
  ],
  [
    'a table that nobody has',
    withEvil({ name: 'tables/evil/000001.ndjson' }),
    /not what comes next/,
    'summed',
  ],
  ['another picture', changed(/some\.webp/, () => 'b picture'), /checksums do not fit/],
  ['another row', changed(/tables\/person/, (text) => text.replace('Ines', 'Eve')), /checksums do not fit/],
  [
    'another row with its checksum',
    changed(/tables\/person/, (text) => text.replace('Ines', 'Eve')),
    /all of person/,
    'summed',
  ],
  ['a row less', changed(/tables\/person/, (text) => text.replace(/^.*\n/, '')), /all of person/, 'summed'],
  ['a table less', without(/tables\/person/), /all of person/, 'summed'],
  [
    'rows without number',
    changed(/tables\/person/, () => '\n'.repeat(4_000_001)),
    /more rows than a part may/,
  ],
  ['no end', without('complete.json'), /its end is missing/],
  ['no checksums', without('SHA256SUMS'), /not in the order/],
  ['no beginning', without('kith-backup.json'), /not in the order/],
  ['two beginnings', (entries) => [entries[0]!, ...entries], /two files/],
  [
    'a newer format',
    changed('kith-backup.json', (text) => text.replace('"format": 1', '"format": 2')),
    /a newer Kith/,
  ],
  ['nothing', () => [], /its end is missing/],
])('a backup with %s is refused, and nothing is written', async (_, change, says, summed) => {
  const file = await archiveOf(summed ? resummed(change(made.entries)) : change(made.entries));
  await expect(checkBackup(file, quietly)).rejects.toThrow(says);
  await expectNothing(file);
});

test('what looks right by its sums, and would not go in, leaves a place that does not open', async () => {
  const forged = resummed(
    changed(/tables\/person/, (text) => text.replace('"imported":0', '"imported":"no"'))(made.entries),
    true,
  );
  const to = emptyPlace();
  await expect(restoreBackup(await archiveOf(forged), to, to.files, quietly)).rejects.toThrow(
    'A value for person.imported is no integer.',
  );
  await expect(createApp(readConfig({ DATA_DIR: to.dataDir, LOG: 'error' }))).rejects.toThrow('only a part');
});

test('an archive that is cut off, damaged or something else is refused with a clear word', async () => {
  const good = await readFile(made.file);
  for (const length of [0, 10, 700, good.length >> 1, good.length - 9]) {
    const file = join(made.folder, 'cut.tar.gz');
    await writeFile(file, good);
    await truncate(file, length);
    await expect(checkBackup(file, quietly)).rejects.toThrow(
      /no whole backup: it(s end is missing| is cut off)/,
    );
    await expectNothing(file);
  }
  const damaged = Buffer.from(good);
  damaged[good.length >> 1]! ^= 1;
  const text = Buffer.from('this is a letter, not an archive');
  for (const content of [damaged, text, gzipSync(text), gzipSync(Buffer.alloc(2048, 7))]) {
    const file = join(made.folder, 'other.tar.gz');
    await writeFile(file, content);
    await expect(checkBackup(file, quietly)).rejects.toMatchObject({ reason: 'bad-backup' });
  }
  await expect(checkBackup(join(made.folder, 'missing'), quietly)).rejects.toMatchObject({
    reason: 'not-readable',
  });
});

test('a part that claims to be huge is refused before it is read', async () => {
  const [head] = made.entries;
  const pack = tar.pack();
  pack.entry({ name: head!.name }, head!.content);
  const entry = pack.entry({ name: 'tables/fact/000001.ndjson', size: 2 ** 40 });
  entry.write(Buffer.alloc(10));
  const chunks: Buffer[] = [];
  for await (const chunk of pack as AsyncIterable<Buffer>) if (chunks.push(chunk) > 3) break;
  const file = join(made.folder, 'huge.tar.gz');
  await writeFile(file, gzipSync(Buffer.concat([...chunks, Buffer.alloc(4096)])));
  await expect(checkBackup(file, quietly)).rejects.toThrow(/too large|cut off/);
});

function emptyPlace() {
  const dataDir = join(made.folder, newId());
  return { databaseUrl: null, dataDir, files: openFileStore(join(dataDir, 'files')) };
}

async function expectNothing(file: string): Promise<void> {
  const to = emptyPlace();
  await expect(restoreBackup(file, to, to.files, quietly)).rejects.toThrow();
  expect(await readdir(to.dataDir).catch(() => [])).toEqual([]);
  await rm(file);
}

async function entriesOf(file: string): Promise<Entry[]> {
  const extract = tar.extract();
  extract.end(gunzipSync(await readFile(file)));
  const entries: Entry[] = [];
  for await (const entry of extract)
    entries.push({
      name: entry.header.name,
      content: await buffer(entry as unknown as AsyncIterable<Buffer>),
    });
  return entries;
}

async function archiveOf(entries: Entry[]): Promise<string> {
  const pack = tar.pack();
  for (const { content, ...header } of entries) {
    if (header.linkname || header.type === 'directory') pack.entry(header);
    else pack.entry(header, content);
  }
  pack.finalize();
  const file = join(made.folder, `${newId()}.tar.gz`);
  await writeFile(file, gzipSync(await buffer(pack as unknown as AsyncIterable<Buffer>)));
  return file;
}

/** As a forger would: the checksums fit, and with `tables` those of the tables too. */
function resummed(entries: Entry[], tables = false): Entry[] {
  const own = ['SHA256SUMS', 'complete.json'];
  const lines = entries
    .filter(({ name }) => !own.includes(name))
    .map(({ name, content }) => `${hash('sha256', content)}  ${name}\n`);
  const sums = Buffer.from(lines.join(''));
  return entries.map((entry) => {
    if (entry.name === 'SHA256SUMS') return { ...entry, content: sums };
    if (entry.name !== 'complete.json') return entry;
    const tail = JSON.parse(entry.content.toString()) as { sums: string; tables: Record<string, unknown> };
    tail.sums = createHash('sha256').update(sums).digest('hex');
    if (tables) tail.tables['person'] = personTally(entries);
    return { ...entry, content: Buffer.from(JSON.stringify(tail)) };
  });
}

function personTally(entries: Entry[]) {
  const text = entries.find(({ name }) => name.startsWith('tables/person/'))!.content.toString();
  const rows = text.trimEnd().split('\n');
  const sum = rows.reduce((total, row) => total + BigInt(`0x${hash('sha256', row)}`), 0n);
  return { rows: rows.length, checksum: BigInt.asUintN(256, sum).toString(16).padStart(64, '0') };
}
