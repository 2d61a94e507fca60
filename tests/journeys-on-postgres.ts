import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from './postgres.ts';
import { migrateAt } from './setup.ts';
import { judge, keepOwned } from './statements/judge.ts';

const root = join(import.meta.dirname, '..');

process.exitCode = await runAll();

/** The journeys once more, with every house on PostgreSQL, and what they asked of it. What is said after -- goes to Playwright. */
async function runAll(): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'kith-journeys-'));
  const postgres = await startPostgres();
  try {
    await migrateAt({ databaseUrl: postgres.url('template1'), dataDir: folder }, (store) =>
      keepOwned(folder, store.read),
    );
    const code = await playwright({
      KITH_JOURNEYS_POSTGRES: postgres.url('postgres'),
      KITH_STATEMENTS: folder,
    });
    const { heard, wrong } = await judge(folder, { all: false });
    console.log(wrong.length ? wrong.join('\n') : `${heard} statements are as tests/statements wants them.`);
    return wrong.length ? 1 : code;
  } finally {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function playwright(env: Record<string, string>): Promise<number> {
  const args = ['test', '--output=test-results/journeys-on-postgres', ...process.argv.slice(2)];
  const child = spawn(join(root, 'node_modules/.bin/playwright'), args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('exit', (code) => done(code ?? 1));
  });
}
