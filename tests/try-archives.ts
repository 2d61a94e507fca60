import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp } from '../src/app.ts';
import type { Report } from '../src/domains/transfer/index.ts';
import { readConfig } from '../src/platform/config.ts';
import type { Config } from '../src/platform/config.ts';
import { openStore } from '../src/platform/db/index.ts';
import { compare } from './archives/compare.ts';
import { expectDiscord } from './archives/expect-discord.ts';
import { expectReddit } from './archives/expect-reddit.ts';
import type { Expectation } from './archives/expected.ts';
import { found, meet } from './people.ts';
import { newDatabase, startPostgres } from './postgres.ts';

const root = join(import.meta.dirname, '..');
const archives = join(root, '../shared/data');
const engines = process.env['KITH_TEST_ENGINES'] ?? 'sqlite,postgres';

interface Try {
  source: 'reddit' | 'discord';
  folder: string;
  expect: (files: string[]) => Expectation;
}

const tries: Try[] = [
  { source: 'reddit', folder: 'reddit-pushshift-2006', expect: expectReddit },
  { source: 'reddit', folder: 'reddit-praw-trees', expect: expectReddit },
  { source: 'discord', folder: 'discord-pyscript/json', expect: expectDiscord },
  { source: 'discord', folder: 'chat-analytics-samples/tests/samples/discord', expect: expectDiscord },
];

process.exitCode = existsSync(archives) ? await tryAll() : skipped();

function skipped(): number {
  console.log('There are no archives beside this checkout; nothing was tried.');
  return 0;
}

/**
 * Brings real archives into fresh installations, one on SQLite and one on PostgreSQL (the tests' own, or a new database on the
 * server that DATABASE_URL names), and counts again by other code; prints counts, never names.
 */
async function tryAll(): Promise<number> {
  const wrong = (await trySqlite()) + (await tryPostgres());
  console.log(wrong ? `\n${wrong} findings` : '\nAll archives came in as they are.');
  return wrong ? 1 : 0;
}

async function trySqlite(): Promise<number> {
  return engines.includes('sqlite') ? tryEach('SQLite', null) : 0;
}

async function tryPostgres(): Promise<number> {
  if (!engines.includes('postgres')) return 0;
  const own = process.env['DATABASE_URL'] ? null : await startPostgres();
  const { url, drop } = await newDatabase(own?.url('postgres') ?? process.env['DATABASE_URL']!, 'template0');
  try {
    return await tryEach('PostgreSQL', url);
  } finally {
    await drop();
    await own?.stop();
  }
}

async function tryEach(engine: string, databaseUrl: string | null): Promise<number> {
  const dataDir = await mkdtemp(join(tmpdir(), 'kith-archives-'));
  const config = readConfig({
    DATA_DIR: dataDir,
    DATABASE_URL: databaseUrl ?? '',
    LIMITS: 'off',
    LOG: 'error',
  });
  console.log(`\n== Into ${engine}`);
  let wrong = 0;
  for (const one of tries) wrong += await tryOne(one, config);
  await rm(dataDir, { recursive: true, force: true });
  return wrong;
}

async function tryOne({ source, folder, expect }: Try, config: Config): Promise<number> {
  const path = join(archives, folder);
  const community = await newCommunity(config, folder);
  const expected = expect(filesIn(path));
  const report = bring(source, path, community.slug, config);
  const findings = await look(config, community.id, expected);
  const again = bring(source, path, community.slug, config);
  const after = await look(config, community.id, expected);
  findings.push(...added(again), ...after.map((one) => `the second time: ${one}`));
  tell(folder, report, expected, findings);
  return findings.length;
}

async function look(config: Config, communityId: string, expected: Expectation): Promise<string[]> {
  const store = openStore(config);
  try {
    return await compare(store.read, communityId, expected);
  } finally {
    await store.close();
  }
}

async function newCommunity(config: Config, folder: string): Promise<{ id: string; slug: string }> {
  const app = await createApp(config);
  const host = await meet(app, 'Host');
  const community = await found(
    app,
    host,
    folder
      .replace(/[^a-z0-9]+/g, ' ')
      .slice(0, 30)
      .trim(),
  );
  await app.close();
  return community;
}

function filesIn(path: string): string[] {
  const names = readdirSync(path, { recursive: true, encoding: 'utf8' });
  return names.filter((name) => /\.(json|ndjson)$/.test(name)).map((name) => join(path, name));
}

function bring(source: string, path: string, slug: string, { dataDir, databaseUrl }: Config): Report {
  const { status, stdout, stderr } = spawnSync(
    join(root, 'bin/kith'),
    ['import', source, path, '--into', slug, '--json'],
    {
      env: { ...process.env, DATA_DIR: dataDir, DATABASE_URL: databaseUrl ?? '', LOG: 'error' },
      encoding: 'utf8',
    },
  );
  if (status !== 0) throw new Error(`kith import ended with ${status}: ${stderr}`);
  return JSON.parse(stdout) as Report;
}

/** The same archive brought again must add nothing. */
function added({ messages, people, reactions }: Report): string[] {
  const { here, deleted, removed, missing, filled } = messages;
  const more = here + deleted + removed + missing + filled + people + reactions;
  return more ? [`the second time ${more} things were added`] : [];
}

function tell(folder: string, report: Report, expected: Expectation, findings: string[]): void {
  const { messages } = report;
  const came = messages.here + messages.deleted + messages.removed;
  console.log(`\n${folder}`);
  console.log(
    `  ${expected.entries} entries, ${came} messages in ${expected.conversations.size} conversations`,
  );
  console.log(
    `  ${messages.deleted} deleted, ${messages.removed} removed, ${messages.missing} stubs, ${messages.repeated} repeated`,
  );
  console.log(
    `  ${report.people} authors, ${report.reactions} reactions, ${report.notHeld} only counted, ${report.skipped.count} skipped`,
  );
  console.log(`  ${report.seconds} s`);
  for (const finding of findings) console.log(`  WRONG: ${finding}`);
  if (findings.length === 0)
    console.log('  as the independent count says: counts, nesting, order, times, states, authors, reactions');
}
