import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { LEVELS } from './log.ts';
import type { LogLevel } from './log.ts';

/** What is not said otherwise lies here, wherever the command is called from. */
const CHECKOUT = fileURLToPath(new URL('../..', import.meta.url));

const flag = z.enum(['on', 'off']).transform((value) => value === 'on');
const gigabytes = z.coerce.number().min(0.1).max(100_000);
const url = (protocol: RegExp) => z.url({ protocol, hostname: /./ });
const origin = url(/^https?$/).refine(isOrigin);

/** Every setting by its environment variable, with what it is unless set. */
export const schema = z.object({
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  HOST: z.string().regex(/^\S+$/).default('127.0.0.1'),
  ORIGIN: origin.optional(),
  DATA_DIR: z.string().default('./data'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  NATS_URL: url(/^(nats|tls)$/).optional(),
  TRUST_PROXY: flag.default(false),
  LIMITS: flag.default(true),
  MAIL_URL: url(/^smtps?$/).optional(),
  MAIL_FROM: z
    .string()
    .regex(/^[^\r\n]*@[^\r\n]+$/)
    .default('Kith <kith@localhost>'),
  UPLOAD_MB: z.coerce.number().min(1).max(2000).default(25),
  ARCHIVE_GB: gigabytes.default(4),
  PERSON_GB: gigabytes.default(2),
  COMMUNITY_GB: gigabytes.default(10),
  LOG: z.enum(LEVELS).default('info'),
});
type Name = keyof typeof schema.shape;

/** Whether an address names a house and nothing inside it. */
function isOrigin(value: string): boolean {
  const parsed = URL.parse(value);
  return parsed !== null && parsed.href === `${parsed.origin}/`;
}

/** What is said where a value is not usable. */
const takes: Record<Name, string> = {
  PORT: 'a whole number from 0 to 65535',
  HOST: 'an address of this machine, such as 127.0.0.1',
  ORIGIN: 'the address that browsers use, without a path, such as https://kith.example.org',
  DATA_DIR: 'a folder',
  DATABASE_URL: 'postgres://user:password@host/database',
  NATS_URL: 'nats://user:password@host:port, or tls://',
  TRUST_PROXY: 'on or off',
  LIMITS: 'on or off',
  MAIL_URL: 'smtp://user:password@host:port, or smtps://',
  MAIL_FROM: 'a mail address, such as Kith <kith@example.org>',
  UPLOAD_MB: 'a number from 1 to 2000',
  ARCHIVE_GB: 'a number from 0.1 to 100000',
  PERSON_GB: 'a number from 0.1 to 100000',
  COMMUNITY_GB: 'a number from 0.1 to 100000',
  LOG: `one of ${LEVELS.join(', ')}`,
};
const secret = new Set<Name>(['DATABASE_URL', 'NATS_URL', 'MAIL_URL']);

/** How this installation is set up; the README's table says what each variable means. */
export interface Config {
  port: number;
  host: string;
  /** The address that browsers use, without a slash at its end; null until the port is known. */
  origin: string | null;
  dataDir: string;
  databaseUrl: string | null;
  /** How processes on one PostgreSQL tell each other; null for PostgreSQL itself. */
  natsUrl: string | null;
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
  log: LogLevel;
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
    dataDir: resolve(env['DATA_DIR'] ? '.' : CHECKOUT, read.DATA_DIR),
    databaseUrl: read.DATABASE_URL ?? null,
    natsUrl: read.NATS_URL ?? null,
    trustProxy: read.TRUST_PROXY,
    limits: read.LIMITS,
    mailUrl: read.MAIL_URL ?? null,
    mailFrom: read.MAIL_FROM,
    uploadBytes: read.UPLOAD_MB * 1024 ** 2,
    archiveBytes: read.ARCHIVE_GB * 1024 ** 3,
    personBytes: read.PERSON_GB * 1024 ** 3,
    communityBytes: read.COMMUNITY_GB * 1024 ** 3,
    log: read.LOG,
  };
}

/** What links in mails and on the command line begin with. Never a request's own idea of it: that could be forged. */
export const linkOrigin = ({ origin, port }: Pick<Config, 'origin' | 'port'>) =>
  origin ?? `http://localhost:${port}`;

function withoutEmpty(env: Record<string, string | undefined>): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
}
