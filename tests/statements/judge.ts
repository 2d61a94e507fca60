import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadModule } from 'libpg-query';
import { readSpread } from '../../src/platform/db/index.ts';
import type { Db } from '../../src/platform/db/index.ts';
import { acrossCommunities } from './across.ts';
import { findingsIn } from './findings.ts';
import type { Heard } from './listen.ts';

const OWNED = 'owned.json';

/** Keeps beside the statements which tables belong to communities, as the catalog of the database has it. */
export async function keepOwned(folder: string, db: Db): Promise<void> {
  await writeFile(join(folder, OWNED), JSON.stringify((await readSpread(db)).byCommunity));
}

/**
 * Judges all statements that Kith has sent to PostgreSQL in a run of tests; answers what is wrong, in sentences. After
 * a run of all tests, also what is listed and was not asked. A migration is for all communities.
 */
export async function judge(
  folder: string,
  { all }: { all: boolean },
): Promise<{ heard: number; wrong: string[] }> {
  await loadModule();
  const owned = new Set(JSON.parse(await readFile(join(folder, OWNED), 'utf8')) as string[]);
  const heard = await heardIn(folder);
  const across = new Set<string>();
  const wrong: string[] = [];
  for (const { by, sql } of heard) {
    const found = await findingsIn(sql, owned).catch((error: Error) => ({
      unnamed: null,
      wrong: [`${error.message}, which nobody can judge`],
    }));
    const name = `${by}: ${found.unnamed}`;
    if (found.unnamed) across.add(name);
    if (found.unnamed && !acrossCommunities[name] && !by.startsWith('migrations/'))
      wrong.push(`${name} names no community\n  ${sql}`);
    wrong.push(...found.wrong.map((one) => `${by}: ${one}\n  ${sql}`));
  }
  const listed = all ? Object.keys(acrossCommunities).filter((name) => !across.has(name)) : [];
  return {
    heard: heard.length,
    wrong: [...wrong, ...listed.map((name) => `${name} is listed and never asked`)],
  };
}

async function heardIn(folder: string): Promise<Heard[]> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.ndjson'));
  const lines = await Promise.all(files.map((name) => readFile(join(folder, name), 'utf8')));
  const each = new Set(lines.join('').split('\n').filter(Boolean));
  return [...each].map((line) => JSON.parse(line) as Heard);
}
