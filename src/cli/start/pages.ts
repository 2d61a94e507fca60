import { fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { KithError } from '../../platform/errors.ts';
import { digestOf, newestOf } from './sources.ts';

export const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const BUILT = join(ROOT, 'build/handler.js');
/** Which sources the pages were built from. */
export const STAMP = join(ROOT, 'build/sources.txt');
/** Where those who build take turns; what lies in `build` is thrown away by each. */
export const TURNS = join(ROOT, 'node_modules/.cache/kith');
const BUILDER = fileURLToPath(new URL('./build-pages.ts', import.meta.url));
const VITE = join(ROOT, 'node_modules/vite/bin/vite.js');
/** All as git holds them: what a build itself leaves there, as inlang does beside its settings, must not call for another. */
const SOURCES = [
  'src/web',
  'messages',
  'project.inlang/settings.json',
  'vite.config.ts',
  'package-lock.json',
];

/** Builds the pages where they are missing or older than their sources; where nothing can build, takes them as they are. */
export async function freshenPages(say: (line: string) => void): Promise<void> {
  const stale = await isPagesStale();
  if (!stale) return;
  if (!canBuild()) throw cannotBuild();
  say('Building the pages, which takes a moment …');
  await build(say);
}

export const digestOfSources = (): Promise<string> => digestOf(ROOT, SOURCES);

/** Whether the pages are not there, or older than what they are made from. */
export async function isPagesStale(): Promise<'missing' | 'old' | false> {
  if (!existsSync(BUILT)) return 'missing';
  if (!canBuild()) return false;
  const digest = await digestOfSources();
  // Empty where another start is writing it at this moment.
  const stamp = (await readFile(STAMP, 'utf8').catch(() => null)) || null;
  if (stamp === digest) return false;
  // Every build clears the stamp of the one before; one that somebody else has made is judged by its time.
  if (stamp !== null || (await stat(BUILT)).mtimeMs < (await newestOf(ROOT, SOURCES))) return 'old';
  await writeFile(STAMP, digest);
  return false;
}

/** An image holds no sources of pages, and an installation without what develops holds no vite. */
const canBuild = () => existsSync(VITE) && existsSync(join(ROOT, 'vite.config.ts'));

const cannotBuild = () =>
  new KithError(
    'unavailable',
    'no-pages',
    `the pages are not built and vite is not there to build them. Run \`npm ci\` in ${ROOT} first.`,
  );

async function build(say: (line: string) => void): Promise<void> {
  const child = fork(BUILDER, {
    ...{ cwd: ROOT, execArgv: [], stdio: ['ignore', 'pipe', 'pipe', 'ipc'] },
    env: { ...process.env, NODE_ENV: 'production' },
  });
  child.once('message', () => say('Another start is building them already; this one waits.'));
  let said = '';
  for (const stream of [child.stdout!, child.stderr!])
    stream.setEncoding('utf8').on('data', (text) => (said += text));
  const code = await new Promise((done, fail) => child.once('error', fail).once('exit', done));
  if (code === 0) return;
  process.stderr.write(said);
  throw new KithError(
    'unavailable',
    'build-failed',
    'the pages could not be built; what vite said is above.',
  );
}
