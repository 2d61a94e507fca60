import { statSync } from 'node:fs';
import type { Stats } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { S3Place } from './files/index.ts';
import { LEVELS } from './log.ts';
import type { LogLevel } from './log.ts';

/** What is not said otherwise lies here, wherever the command is called from. */
const CHECKOUT = fileURLToPath(new URL('../..', import.meta.url));

const flag = z.enum(['on', 'off']).transform((value) => value === 'on');
const written = z.string().regex(/^-?\d+(\.\d+)?$/);
const number = (least: number, most: number) =>
  written.transform(Number).pipe(z.number().min(least).max(most));
const whole = (least: number, most: number) => number(least, most).pipe(z.int());
const gigabytes = number(0.1, 100_000);
const url = (protocol: RegExp) => z.url({ protocol, hostname: /./ });
const word = z.string().regex(/^\S+$/);
const origin = url(/^https?$/).refine(isOrigin);

/** Every setting by its environment variable, with what it is unless set. */
export const schema = z.object({
  PORT: whole(0, 65535).default(3000),
  HOST: z.string().regex(/^\S+$/).default('127.0.0.1'),
  ORIGIN: origin.optional(),
  DATA_DIR: z.string().default('./data'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  DATABASE_POOL: whole(2, 500).default(10),
  NATS_URL: url(/^(nats|tls)$/).optional(),
  FILES_URL: url(/^https?$/)
    .refine(namesBucket)
    .optional(),
  FILES_REGION: z
    .string()
    .regex(/^[\w-]+$/)
    .default('us-east-1'),
  FILES_KEY: word.optional(),
  FILES_SECRET: word.optional(),
  TRUST_PROXY: flag.default(false),
  LIMITS: flag.default(true),
  MAIL_URL: url(/^smtps?$/).optional(),
  MAIL_FROM: z
    .string()
    .regex(/^[^\r\n]*@[^\r\n]+$/)
    .default('Kith <kith@localhost>'),
  UPLOAD_MB: number(1, 2000).default(25),
  ARCHIVE_GB: gigabytes.default(4),
  PERSON_GB: gigabytes.default(2),
  COMMUNITY_GB: gigabytes.default(10),
  BACKUP_DIR: z.string().optional(),
  BACKUP_EVERY_HOURS: number(0.1, 8760).default(24),
  BACKUP_KEEP: whole(1, 10_000).default(7),
  LOG: z.enum(LEVELS).default('info'),
  METRICS_TOKEN: z
    .string()
    .regex(/^[\w.~+/=-]{16,}$/)
    .optional(),
});
type Name = keyof typeof schema.shape;

/** Whether an address names a house and nothing inside it. */
function isOrigin(value: string): boolean {
  const parsed = URL.parse(value);
  return parsed !== null && parsed.href === `${parsed.origin}/`;
}

/** Whether an address names a bucket, and keeps what opens it to itself. */
function namesBucket(value: string): boolean {
  const { pathname = '/', username = '', search = '', hash = '' } = URL.parse(value) ?? {};
  return /^\/[\w.-]+(\/[a-z0-9-]+)*\/?$/.test(pathname) && !username && !search && !hash;
}

/** What is said where a value is not usable. */
const takes: Record<Name, string> = {
  PORT: 'a whole number from 0 to 65535',
  HOST: 'an address of this machine, such as 127.0.0.1',
  ORIGIN: 'the address that browsers use, without a path, such as https://kith.example.org',
  DATA_DIR: 'a folder',
  DATABASE_URL: 'postgres://user:password@host/database',
  DATABASE_POOL: 'a whole number from 2 to 500',
  NATS_URL: 'nats://user:password@host:port, or tls://',
  FILES_URL: 'https://host/bucket or https://host/bucket/folder, with the key in FILES_KEY and FILES_SECRET',
  FILES_REGION: 'the name of a region, such as eu-central-1',
  FILES_KEY: 'the name of an access key',
  FILES_SECRET: 'the secret of an access key',
  TRUST_PROXY: 'on or off',
  LIMITS: 'on or off',
  MAIL_URL: 'smtp://user:password@host:port, or smtps://',
  MAIL_FROM: 'a mail address, such as Kith <kith@example.org>',
  UPLOAD_MB: 'a number from 1 to 2000',
  ARCHIVE_GB: 'a number from 0.1 to 100000',
  PERSON_GB: 'a number from 0.1 to 100000',
  COMMUNITY_GB: 'a number from 0.1 to 100000',
  BACKUP_DIR: 'a folder',
  BACKUP_EVERY_HOURS: 'a number from 0.1 to 8760',
  BACKUP_KEEP: 'a whole number from 1 to 10000',
  LOG: `one of ${LEVELS.join(', ')}`,
  METRICS_TOKEN: 'a secret of at least 16 letters, digits and -._~+/=',
};
const secret = new Set<Name>([
  'DATABASE_URL',
  'NATS_URL',
  'FILES_URL',
  'FILES_KEY',
  'FILES_SECRET',
  'MAIL_URL',
  'METRICS_TOKEN',
]);

/** How this installation is set up; the README's table says what each variable means. */
export interface Config {
  port: number;
  host: string;
  /** The address that browsers use, without a slash at its end; null until the port is known. */
  origin: string | null;
  dataDir: string;
  databaseUrl: string | null;
  /** How many connections of this process to PostgreSQL may be open at once, besides the standing one. */
  connections: number;
  /** How processes on one PostgreSQL tell each other; null for PostgreSQL itself. */
  natsUrl: string | null;
  /** A bucket for the files of people; null where they are in the data folder. */
  bucket: S3Place | null;
  trustProxy: boolean;
  limits: boolean;
  mailUrl: string | null;
  mailFrom: string;
  uploadBytes: number;
  /** What the archives that wait in one community to be brought in may take together. */
  archiveBytes: number;
  /** What the files of one person may take in one community, and all files of a community together. */
  personBytes: number;
  communityBytes: number;
  /** Into which folder the house makes backups by itself, how often, and how many it keeps; null where it makes none. */
  backups: { folder: string; everyMs: number; keep: number } | null;
  log: LogLevel;
  /** What Prometheus shows to see the metrics; null where nothing is measured. */
  metricsToken: string | null;
}

/** Reads the configuration from environment variables. Throws an Error of one clear line on a wrong value. */
export function readConfig(env: Record<string, string | undefined>): Config {
  const result = schema.safeParse(withoutEmpty(env));
  if (!result.success) {
    const name = result.error.issues[0]!.path[0] as Name;
    const shown = secret.has(name) ? ' as it is set' : `=${JSON.stringify(env[name])}`;
    throw new Error(`${name}${shown} is not usable. It takes ${takes[name]}.`);
  }
  const read = result.data;
  return {
    port: read.PORT,
    host: read.HOST,
    origin: read.ORIGIN ? new URL(read.ORIGIN).origin : null,
    dataDir: folderAt('DATA_DIR', env['DATA_DIR'] ? '.' : CHECKOUT, read.DATA_DIR),
    databaseUrl: read.DATABASE_URL ?? null,
    connections: read.DATABASE_POOL,
    natsUrl: read.NATS_URL ?? null,
    bucket: bucketOf(read),
    trustProxy: read.TRUST_PROXY,
    limits: read.LIMITS,
    mailUrl: read.MAIL_URL ?? null,
    mailFrom: read.MAIL_FROM,
    uploadBytes: read.UPLOAD_MB * 1024 ** 2,
    archiveBytes: read.ARCHIVE_GB * 1024 ** 3,
    personBytes: read.PERSON_GB * 1024 ** 3,
    communityBytes: read.COMMUNITY_GB * 1024 ** 3,
    backups: backupsOf(read),
    log: read.LOG,
    metricsToken: read.METRICS_TOKEN ?? null,
  };
}

const HOUR_MS = 3_600_000;

function backupsOf(read: z.output<typeof schema>): Config['backups'] {
  if (!read.BACKUP_DIR) return null;
  const everyMs = Math.round(read.BACKUP_EVERY_HOURS * HOUR_MS);
  return { folder: folderAt('BACKUP_DIR', '.', read.BACKUP_DIR), everyMs, keep: read.BACKUP_KEEP };
}

/** Where a folder is or can be made. What may not even be looked at is told of when it is opened. */
function folderAt(name: Name, from: string, path: string): string {
  const folder = resolve(from, path);
  let at = folder;
  let found = lookAt(at);
  while (!found && at !== dirname(at)) found = lookAt((at = dirname(at)));
  if (found && !found.isDirectory())
    throw new Error(`${name}=${JSON.stringify(path)} is not usable: ${at} is no folder.`);
  return folder;
}

/** Undefined where nothing is, or where this account may not see what is. */
function lookAt(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EACCES') return undefined;
    throw error;
  }
}

function bucketOf(read: z.output<typeof schema>): S3Place | null {
  const { FILES_URL: url, FILES_REGION: region, FILES_KEY: key, FILES_SECRET: secret } = read;
  if (!url && !key && !secret) return null;
  if (url && key && secret) return { url, region, key, secret };
  throw new Error('FILES_URL, FILES_KEY and FILES_SECRET go together: set all three of them, or none.');
}

/** What links in mails and on the command line begin with. Never a request's own idea of it: that could be forged. */
export const linkOrigin = ({ origin, port }: Pick<Config, 'origin' | 'port'>) =>
  origin ?? `http://localhost:${port}`;

function withoutEmpty(env: Record<string, string | undefined>): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
}
