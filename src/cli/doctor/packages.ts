import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { mend, ok } from './finding.ts';
import type { Finding } from './finding.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

interface Lock {
  packages: Record<string, { version: string; dev?: boolean; optional?: boolean; devOptional?: boolean }>;
}

/** The packages that run Kith, each in the version that the lock file names. */
export async function lookAtPackages(): Promise<Finding> {
  const lockFile = join(ROOT, 'package-lock.json');
  if (!existsSync(lockFile)) return ok('packages', 'no lock file to compare with');
  const { packages } = JSON.parse(await readFile(lockFile, 'utf8')) as Lock;
  const needed = Object.entries(packages).filter(
    ([path, one]) => path && !one.dev && !one.optional && !one.devOptional,
  );
  const wrong = (
    await Promise.all(
      needed.map(async ([path, { version }]) => ((await versionAt(path)) === version ? '' : path)),
    )
  ).filter(Boolean);
  if (wrong.length === 0) return ok('packages', `${needed.length} as the lock file says`);
  const names = wrong.slice(0, 3).map((path) => path.replace(/^.*node_modules\//, ''));
  return mend(
    'packages',
    `${wrong.length} missing or of another version, such as ${names.join(', ')}`,
    INSTALL,
  );
}

const INSTALL = `Run \`npm ci\` in ${ROOT}.`;

async function versionAt(path: string): Promise<string | null> {
  const text = await readFile(join(ROOT, path, 'package.json'), 'utf8').catch(() => null);
  return text && (JSON.parse(text) as { version: string }).version;
}
