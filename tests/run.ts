import { spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { judge } from './statements/judge.ts';

type Count = { passed: number; failed: number; skipped: number };

const root = join(import.meta.dirname, '..');
const results = join(root, 'test-results');
/** Where every process of the tests writes down what it asks of PostgreSQL. */
const statements = join(results, 'statements');
const onPostgres = (process.env['KITH_TEST_ENGINES'] ?? 'postgres').includes('postgres');

process.exitCode = await runAll();

/** All tests of Kith, one kind after another; answers the exit code. */
async function runAll(): Promise<number> {
  await rm(results, { recursive: true, force: true });
  await mkdir(results, { recursive: true });
  if (buildIsOld() && !(await build())) return 1;
  await mkdir(statements);
  const counts = [await unit(), await journeys()];
  if (onPostgres) counts.push(await asked());
  const sum = (of: keyof Count) => counts.reduce((total, count) => total + count[of], 0);
  console.log(`\n${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`);
  return sum('failed') > 0 ? 1 : 0;
}

async function build(): Promise<boolean> {
  heading('Build');
  return (await run('vite', ['build'])) === 0;
}

async function unit(): Promise<Count> {
  heading('Units, architecture and domains, on SQLite and PostgreSQL');
  const file = join(results, 'vitest.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const code = await run('vitest', ['run', ...reporters]);
  const told = await read<{ numPassedTests: number; numFailedTests: number; numPendingTests: number }>(file);
  return judged(code, {
    passed: told?.numPassedTests,
    failed: told?.numFailedTests,
    skipped: told?.numPendingTests,
  });
}

async function journeys(): Promise<Count> {
  heading('Journeys in a browser');
  const file = join(results, 'journeys.json');
  const code = await run('playwright', ['test', '--reporter=list,json'], {
    PLAYWRIGHT_JSON_OUTPUT_FILE: file,
  });
  const told = (await read<{ stats: Record<'expected' | 'unexpected' | 'flaky' | 'skipped', number> }>(file))
    ?.stats;
  return judged(code, {
    passed: told && told.expected + told.flaky,
    failed: told?.unexpected,
    skipped: told?.skipped,
  });
}

async function asked(): Promise<Count> {
  heading('What all of these asked of PostgreSQL, community by community');
  const { heard, wrong } = await judge(statements, { all: true });
  console.log(wrong.length ? wrong.join('\n') : `${heard} statements are as tests/statements wants them.`);
  return { passed: wrong.length ? 0 : 1, failed: wrong.length, skipped: 0 };
}

/** A run that fails outside its tests, or has none, counts as one failure. */
function judged(code: number, told: Partial<Count>): Count {
  const { passed = 0, failed = 0, skipped = 0 } = told;
  if (passed + failed === 0) console.error('No test was run.');
  const broken = code !== 0 || passed + failed === 0;
  return { passed, failed: broken ? Math.max(1, failed) : failed, skipped };
}

function heading(text: string): void {
  console.log(`\n== ${text}`);
}

async function run(command: string, args: string[], env: Record<string, string> = {}): Promise<number> {
  const child = spawn(join(root, 'node_modules/.bin', command), args, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...(onPostgres ? { KITH_STATEMENTS: statements } : {}), ...env },
  });
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('exit', (code) => done(code ?? 1));
  });
}

async function read<T>(file: string): Promise<T | undefined> {
  return existsSync(file) ? (JSON.parse(await readFile(file, 'utf8')) as T) : undefined;
}

/** Whether anything that pages are built from is newer than the build. */
function buildIsOld(): boolean {
  const built = join(root, 'build/handler.js');
  if (!existsSync(built)) return true;
  const settings = ['svelte.config.js', 'vite.config.ts', 'package-lock.json'];
  const sources = ['src/web', 'src/platform', 'messages', 'project.inlang', ...settings];
  return sources.some((path) => newest(join(root, path)) > statSync(built).mtimeMs);
}

function newest(path: string): number {
  if (!existsSync(path) || path.endsWith('src/web/words')) return 0;
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))));
}
