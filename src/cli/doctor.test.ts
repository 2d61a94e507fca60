import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { mkdir, open, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { gather } from '../../tests/people.ts';
import { startBucket } from '../../tests/bucket.ts';
import { emptyFolder, kith } from '../../tests/kith.ts';
import { natsServer, startNats } from '../../tests/nats.ts';
import { createApp } from '../app.ts';
import { readConfig } from '../platform/config.ts';
import { openArrival } from '../platform/copies/index.ts';
import { openStore } from '../platform/db/index.ts';
import { newId } from '../platform/ids.ts';
import { lookAtAddress } from './doctor/address.ts';
import { lookAtBackups } from './doctor/backups.ts';
import type { Finding } from './doctor/finding.ts';
import { lookAtNats } from './doctor/nats.ts';

async function examined(settings: Record<string, string>) {
  const { code, out } = await kith(['doctor', '--json'], { PORT: '0', ...settings });
  const { findings } = JSON.parse(out) as { findings: Finding[] };
  // The pages may be older than their sources while somebody works on them, and the disk slow while others use it.
  const others = findings.filter(({ what }) => what !== 'pages' && what !== 'disk');
  return { code, findings, broken: others.filter(({ state }) => state === 'mend') };
}

test('a folder that is not there yet is well', async () => {
  const { broken, findings } = await examined({ DATA_DIR: join(await emptyFolder(), 'data') });
  expect(broken).toEqual([]);
  expect(findings.map(({ what }) => what)).toEqual(
    expect.arrayContaining([
      'node',
      'packages',
      'folder',
      'room',
      'disk',
      'database',
      'address',
      'port',
      'mail',
    ]),
  );
});

test('a house with people in it is well until a file is lost', async () => {
  const folder = await emptyFolder();
  await furnish(folder);
  const whole = await examined({ DATA_DIR: folder, BACKUP_DIR: join(folder, 'backups') });
  expect(whole.broken).toEqual([]);
  expect(whole.findings).toContainEqual(expect.objectContaining({ what: 'backups', state: 'ok' }));
  expect(whole.findings).toContainEqual({ what: 'files', state: 'ok', says: '1 attachment, all there' });
  expect(whole.findings).toContainEqual({ what: 'sqlite', state: 'ok', says: 'holds together' });
  await rm(join(folder, 'files'), { recursive: true });
  const { code, broken } = await examined({ DATA_DIR: folder });
  expect(code).toBe(1);
  expect(broken).toMatchObject([{ what: 'files', says: '1 file of an attachment is missing' }]);
});

test('a damaged database, a deaf mail server and a taken port are told with what to do', async () => {
  const folder = await emptyFolder();
  await writeFile(join(folder, 'kith.sqlite'), 'this is no database, and long enough to be looked at');
  const other = createServer((socket) => socket.end('who is there?\n')).listen(0, '127.0.0.1');
  onTestFinished(() => void other.close());
  await new Promise((listening) => other.once('listening', listening));
  const { port } = other.address() as AddressInfo;
  const { broken } = await examined({
    DATA_DIR: folder,
    BACKUP_DIR: join(folder, 'backups'),
    PORT: String(port),
    MAIL_URL: `smtp://127.0.0.1:${port}`,
    HOST: '127.0.0.1',
    ORIGIN: 'https://kith.example.org',
  });
  expect(broken.map(({ what }) => what)).toEqual(['database', 'address', 'port', 'mail']);
  expect(broken.every(({ todo }) => todo)).toBe(true);
});

test('a database that is damaged is to be put back from a copy', async () => {
  const folder = await emptyFolder();
  await furnish(folder);
  const file = await open(join(folder, 'kith.sqlite'), 'r+');
  // Page 2 on: it opens, and what is in it makes no sense.
  await file.write(Buffer.alloc(40_000, 'x'), 0, 40_000, 4096);
  await file.close();
  const damaged = await examined({ DATA_DIR: folder });
  expect(damaged.broken).toMatchObject([
    {
      what: expect.stringMatching(/database|sqlite/) as string,
      todo: expect.stringContaining('good copy') as string,
    },
  ]);
  await writeFile(join(folder, 'kith.sqlite'), Buffer.alloc(40_000, 'x'));
  const replaced = await examined({ DATA_DIR: folder });
  expect(replaced.broken).toMatchObject([
    { what: 'database', todo: expect.stringContaining('good copy') as string },
  ]);
});

test('where the bucket does not answer, its files are not looked for in vain', async () => {
  const folder = await emptyFolder();
  await furnish(folder);
  const nobody = { FILES_URL: 'http://127.0.0.1:1/kith', FILES_KEY: 'k', FILES_SECRET: 's' };
  const { broken } = await examined({ DATA_DIR: folder, ...nobody });
  expect(broken.map(({ what }) => what)).toEqual(['bucket', 'files']);
});

test('a bucket that takes files is well, and one that does not is told of', async () => {
  const bucket = await startBucket();
  onTestFinished(bucket.stop);
  const { url, key, secret } = bucket.place;
  const settings = { DATA_DIR: await emptyFolder(), FILES_URL: url, FILES_KEY: key };
  const well = await examined({ ...settings, FILES_SECRET: secret });
  expect(well.broken).toEqual([]);
  expect(well.findings).toContainEqual(expect.objectContaining({ what: 'bucket', state: 'ok' }));
  const { code, broken } = await examined({ ...settings, FILES_SECRET: 'forgotten' });
  expect(code).toBe(1);
  expect(broken).toMatchObject([
    { what: 'bucket', says: expect.stringContaining('SignatureDoesNotMatch') as string },
  ]);
  expect(JSON.stringify(broken)).not.toContain('forgotten');
});

test('NATS is told of where it does nothing, where it is away, and where it carries words', async () => {
  const folder = await emptyFolder();
  const found = async (natsUrl: string, databaseUrl: string | null) =>
    (await lookAtNats({ ...readConfig({ DATA_DIR: folder, NATS_URL: natsUrl }), databaseUrl }))[0];
  const nowhere = 'nats://127.0.0.1:1';
  const beside = {
    what: 'nats',
    state: 'mend',
    says: expect.stringMatching(/nothing beside SQLite/) as string,
  };
  expect(await found(nowhere, null)).toMatchObject(beside);
  const postgres = 'postgres://kith@127.0.0.1:1/kith';
  expect(await found(nowhere, postgres)).toMatchObject({ state: 'mend', says: 'NATS is away' });
  const program = natsServer();
  if (!program) return;
  const nats = await startNats(program, '-1', ['--user', 'kith', '--pass', 'right']);
  onTestFinished(nats.stop);
  const as = (password: string) => nats.url.replace('//', `//kith:${password}@`);
  expect(await found(as('right'), postgres)).toMatchObject({ state: 'ok' });
  const refused = await found(as('wrong'), postgres);
  expect(refused).toMatchObject({ state: 'mend', says: expect.stringMatching(/refuses/) as string });
});

test('backups that failed, are old or are gone are told', async () => {
  const folder = await emptyFolder();
  await furnish(folder);
  const settings = { DATA_DIR: folder, BACKUP_DIR: join(folder, 'backups') };
  const said = async (record: object | null) => {
    const store = openStore({ databaseUrl: null, dataDir: folder });
    const value = JSON.stringify({ made: null, failed: null, names: [], ...record });
    if (record)
      await store.write((db) => db.replaceInto('setting').values({ key: 'backups', value }).execute());
    const [told] = await lookAtBackups(store, readConfig(settings));
    await store.close();
    return told;
  };
  const [now, day] = [Date.now(), 86_400_000];
  expect(await said(null)).toMatchObject({ state: 'ok' });
  const made = { at: now - day, name: 'a.tar.gz', bytes: 1 };
  expect(await said({ made })).toMatchObject({
    state: 'mend',
    says: expect.stringMatching(/not in/) as string,
  });
  await mkdir(settings.BACKUP_DIR);
  await writeFile(join(settings.BACKUP_DIR, made.name), '');
  expect(await said({ made })).toMatchObject({ state: 'ok' });
  const failed = { at: now, why: 'no space left' };
  expect(await said({ made, failed })).toMatchObject({
    state: 'mend',
    says: expect.stringMatching(/no space left; the last good/) as string,
  });
  expect(await said({ made: { ...made, at: now - 3 * day } })).toMatchObject({
    state: 'mend',
    says: expect.stringMatching(/old/) as string,
  });
});

test('a place that a move has left half empty is told, with the way on', async () => {
  const folder = await emptyFolder();
  const store = openStore({ databaseUrl: null, dataDir: folder });
  await openArrival(store, { by: 'kith move', from: 'postgres://elsewhere' });
  await store.close();
  const { code, broken } = await examined({ DATA_DIR: folder });
  expect(code).toBe(1);
  expect(JSON.stringify(broken)).toContain(
    'holds only a part of an installation: `kith move` was interrupted',
  );
});

test('wrong settings end the look', async () => {
  const { code, broken } = await examined({ DATA_DIR: await emptyFolder(), UPLOAD_MB: '-1' });
  expect(code).toBe(2);
  expect(broken).toMatchObject([
    { what: 'settings', says: expect.stringContaining('UPLOAD_MB="-1"') as string },
  ]);
});

test.each([
  [{}, 'ok'],
  [{ HOST: '0.0.0.0' }, 'mend'],
  [{ HOST: '0.0.0.0', ORIGIN: 'http://192.168.1.20:3000' }, 'mend'],
  [{ ORIGIN: 'https://kith.example.org' }, 'mend'],
  [{ ORIGIN: 'https://kith.example.org', TRUST_PROXY: 'on' }, 'ok'],
  [{ ORIGIN: 'https://kith.example.org', TRUST_PROXY: 'on', HOST: '0.0.0.0' }, 'mend'],
])('an installation at %j: %s', (settings, state) => {
  expect(lookAtAddress(readConfig(settings)).state).toBe(state);
});

/** Somebody says something with a file. */
async function furnish(folder: string): Promise<void> {
  const app = await createApp(readConfig({ DATA_DIR: folder, LIMITS: 'off', LOG: 'error' }));
  const { founder, community } = await gather(app);
  const id = newId();
  const at = { communityId: community.id, conversationId: id };
  await founder.act('conversations.open-room', {
    id,
    communityId: community.id,
    slug: 'shed',
    title: 'Shed',
  });
  const file = {
    id: newId(),
    name: 'list.txt',
    mime: 'text/plain',
    content: new Uint8Array(Buffer.from('spade')),
  };
  await founder.act('conversations.attach', { ...at, ...file });
  await founder.act('conversations.send-message', {
    ...at,
    id: newId(),
    body: 'The list',
    attachments: [file.id],
  });
  await app.close();
}
