import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { linkOrigin, readConfig } from './config.ts';

test('nothing has to be set', () => {
  expect(readConfig({})).toEqual({
    port: 3000,
    host: '127.0.0.1',
    origin: null,
    dataDir: resolve('data'),
    databaseUrl: null,
    connections: 10,
    natsUrl: null,
    bucket: null,
    trustProxy: false,
    limits: true,
    mailUrl: null,
    mailFrom: 'Kith <kith@localhost>',
    uploadBytes: 25 * 1024 * 1024,
    archiveBytes: 4 * 1024 ** 3,
    personBytes: 2 * 1024 ** 3,
    communityBytes: 10 * 1024 ** 3,
    backups: null,
    log: 'info',
    metricsToken: null,
  });
});

test('what is set empty counts as not set', () => {
  const empty = { PORT: '', ORIGIN: '', DATABASE_URL: '', MAIL_URL: '', LOG: '', DATA_DIR: '' };
  expect(readConfig(empty)).toEqual(readConfig({}));
});

test('values are read as what they are', () => {
  const config = readConfig({
    PORT: '8080',
    HOST: '::',
    ORIGIN: 'https://kith.example.org/',
    DATABASE_URL: 'postgresql://kith:s3cret@db.example.org:5432/kith',
    TRUST_PROXY: 'on',
    LIMITS: 'off',
    MAIL_URL: 'smtps://kith:s3cret@mail.example.org',
    MAIL_FROM: 'hello@kith.example.org',
    UPLOAD_MB: '1.5',
    LOG: 'debug',
    UNKNOWN: 'is somebody else’s',
  });
  expect(config).toMatchObject({ port: 8080, host: '::', origin: 'https://kith.example.org' });
  expect(config).toMatchObject({ trustProxy: true, limits: false, uploadBytes: 1.5 * 1024 * 1024 });
});

test('backups are made where a folder for them is named', () => {
  const config = readConfig({ BACKUP_DIR: '/backups', BACKUP_EVERY_HOURS: '0.5', BACKUP_KEEP: '3' });
  expect(config.backups).toEqual({ folder: '/backups', everyMs: 1_800_000, keep: 3 });
});

test.each([
  ['BACKUP_EVERY_HOURS', '0'],
  ['BACKUP_KEEP', '0'],
  ['BACKUP_KEEP', '1.5'],
  ['PORT', 'http'],
  ['PORT', '65536'],
  ['PORT', '-1'],
  ['PORT', '80.5'],
  ['PORT', ' '],
  ['PORT', '0x50'],
  ['UPLOAD_MB', '1e3'],
  ['HOST', 'two words'],
  ['ORIGIN', 'kith.example.org'],
  ['ORIGIN', 'ftp://kith.example.org'],
  ['ORIGIN', 'https://example.org/kith'],
  ['ORIGIN', 'https://me:s3cret@example.org'],
  ['FILES_REGION', 'in the north'],
  ['DATABASE_POOL', '1'],
  ['TRUST_PROXY', 'yes'],
  ['LIMITS', 'true'],
  ['MAIL_FROM', 'nobody'],
  ['MAIL_FROM', 'a@example.org\nBcc: b@example.org'],
  ['UPLOAD_MB', '0'],
  ['UPLOAD_MB', 'lots'],
  ['ARCHIVE_GB', '0'],
  ['PERSON_GB', '0'],
  ['COMMUNITY_GB', 'all'],
  ['LOG', 'loud\nand clear'],
])('%s=%j is one clear line', (name, value) => {
  const said = refusalOf({ [name]: value });
  expect(said).toMatch(new RegExp(`^${name}=.+ is not usable\\. It takes .+\\.$`));
  expect(said).toContain(JSON.stringify(value));
});

test.each([
  ['DATABASE_URL', 'mysql://kith:s3cret@db/kith'],
  ['DATABASE_URL', 'db s3cret'],
  ['NATS_URL', 'http://kith:s3cret@nats.example.org'],
  ['NATS_URL', 'nats s3cret'],
  ['MAIL_URL', 'http://kith:s3cret@mail.example.org'],
  ['MAIL_URL', 'smtp:s3cret'],
  ['METRICS_TOKEN', 's3cret'],
  ['FILES_URL', 's3.example.org/s3cret'],
  ['FILES_URL', 'https://s3cret.example.org'],
  ['FILES_URL', 'https://key:s3cret@s3.example.org/bucket'],
  ['FILES_URL', 'https://s3.example.org/bucket?key=s3cret'],
  ['FILES_KEY', 's3cret key'],
  ['FILES_SECRET', 's3cret s3cret'],
])('a wrong %s is not repeated, as it may hold a password', (name, value) => {
  const said = refusalOf({ [name]: value });
  expect(said).toMatch(/^\w+ as it is set is not usable\. It takes .+$/);
  expect(said).not.toContain('s3cret');
});

test('a bucket comes with what opens it, or not at all', () => {
  const given = {
    FILES_URL: 'https://s3.example.org/kith/green-street',
    FILES_KEY: 'kith',
    FILES_SECRET: 's3cret/+=',
    FILES_REGION: 'eu-central-1',
  };
  expect(readConfig(given)).toMatchObject({
    bucket: { url: given.FILES_URL, region: 'eu-central-1', key: 'kith', secret: 's3cret/+=' },
  });
  for (const name of ['FILES_URL', 'FILES_KEY', 'FILES_SECRET']) {
    const said = refusalOf({ ...given, [name]: '' });
    expect(said).toBe('FILES_URL, FILES_KEY and FILES_SECRET go together: set all three of them, or none.');
  }
});

test.each(['DATA_DIR', 'BACKUP_DIR'])('%s is where a folder is or can be made', (name) => {
  for (const path of [import.meta.filename, `${import.meta.filename}/below`])
    expect(refusalOf({ [name]: path })).toBe(
      `${name}=${JSON.stringify(path)} is not usable: ${import.meta.filename} is no folder.`,
    );
  expect(refusalOf({ [name]: `${import.meta.dirname}/not-yet/made` })).toBe('read');
});

test('a database may be behind a socket of this machine', () => {
  const databaseUrl = 'postgres:///kith?host=/run/postgresql';
  expect(readConfig({ DATABASE_URL: databaseUrl })).toMatchObject({ databaseUrl });
});

test('links begin with the origin, or where a browser on this machine finds the house', () => {
  expect(linkOrigin({ origin: 'https://kith.example.org', port: 80 })).toBe('https://kith.example.org');
  expect(linkOrigin({ origin: null, port: 3000 })).toBe('http://localhost:3000');
});

function refusalOf(env: Record<string, string>): string {
  try {
    readConfig(env);
    return 'read';
  } catch (error) {
    return (error as Error).message;
  }
}
