import { readFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { newDatabase } from '../postgres.ts';
import { openInstallation } from './fill.ts';
import type { Installation } from './fill.ts';

/** The installation that an earlier run left beside this folder, or a new one. `databases` is null for SQLite. */
export async function installationIn(dataDir: string, databases: string | null): Promise<Installation> {
  const file = `${dataDir}.json`;
  const keep = (one: Installation) => writeFile(file, JSON.stringify(one));
  const before = await readFile(file, 'utf8').catch(ifMissing);
  if (before !== null) return { ...(JSON.parse(before) as Installation), keep };
  const databaseUrl = databases && (await newDatabase(databases, basename(dataDir)));
  const opened = { ...(await openInstallation({ dataDir, databaseUrl })), keep };
  await keep(opened);
  return opened;
}

/** How many messages there are in it. */
export const said = ({ communities }: Installation): number =>
  communities.reduce((sum, { messages }) => sum + messages, 0);

function ifMissing(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null;
  throw error;
}
