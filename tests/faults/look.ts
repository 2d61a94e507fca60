import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import pg from 'pg';
import { openSnapshot, tallyAll } from '../../src/platform/copies/index.ts';
import { configOf } from './engines.ts';
import type { Place } from './engines.ts';

/** How many rows of a table are at a place by now, whoever writes there; 0 where there is no such table yet. */
export async function rowsAt(place: Place, table: string): Promise<number> {
  const url = place.settings['DATABASE_URL'];
  try {
    return await (url ? rowsInPostgres(url, table) : rowsInSqlite(place, table));
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    if (code === UNDEFINED_TABLE || message.startsWith('no such table')) return 0;
    throw error;
  }
}

const UNDEFINED_TABLE = '42P01';

async function rowsInPostgres(url: string, table: string): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ count: string }>(`select count(*) as count from ${table}`);
    return Number(rows[0]!.count);
  } finally {
    await client.end();
  }
}

function rowsInSqlite({ dataDir }: Place, table: string): number {
  const file = join(dataDir, 'kith.sqlite');
  if (!existsSync(file)) return 0;
  const database = new DatabaseSync(file, { readOnly: true, timeout: 1000 });
  try {
    return Number(database.prepare(`select count(*) as count from ${table}`).get()!['count']);
  } finally {
    database.close();
  }
}

/** What each table at a place comes to. Nobody else may be there. */
export async function talliesAt(place: Place) {
  const snapshot = await openSnapshot(configOf(place));
  try {
    return await tallyAll(snapshot, { watch: () => undefined, interrupted: () => false });
  } finally {
    await snapshot.close();
  }
}
