import { appendFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { threadId } from 'node:worker_threads';
import { PostgresQueryCompiler } from 'kysely';

/** A statement as it goes to PostgreSQL, and the file that wanted it. */
export interface Heard {
  by: string;
  sql: string;
}

/* Loaded before anything else into every process of the tests that may speak to PostgreSQL (`--import`): writes down
   each statement that Kysely puts into SQL, once for each process, and which file wanted it. */
const folder = process.env['KITH_STATEMENTS'];
if (folder) listen(join(folder, `${process.pid}-${threadId}.ndjson`));

function listen(file: string): void {
  const root = join(import.meta.dirname, '../..');
  const seen = new Set<string>();
  // Its own, and not that of all dialects, which SQLite's has too.
  const plain = PostgresQueryCompiler.prototype.compileQuery;
  PostgresQueryCompiler.prototype.compileQuery = function (...given) {
    const query = plain.apply(this, given);
    const { sql } = query;
    const by = seen.has(sql) ? null : wantedBy(root);
    // What a test asks by itself says nothing of what Kith asks, be it in the same words.
    if (by === null || isTest(by)) return query;
    seen.add(sql);
    appendFileSync(file, `${JSON.stringify({ by, sql } satisfies Heard)}\n`);
    return query;
  };
}

/** The file of Kith that is nearest to the query, past what only passes queries on. */
function wantedBy(root: string): string {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 100;
  const stack = new Error().stack ?? '';
  Error.stackTraceLimit = limit;
  const files = stack.matchAll(/(?:file:\/\/|\()(\/[^):]+):\d+:\d+/g);
  const ours = [...files]
    .map(([, path]) => relative(root, fileURLToPath(`file://${path}`)))
    .filter((path) => !path.includes('node_modules') && !passesOn.has(path) && !path.startsWith('..'));
  return ours[0] ?? 'unknown';
}

const passesOn = new Set([
  'tests/statements/listen.ts',
  'src/platform/db/prepared.ts',
  'src/platform/db/insert-many.ts',
]);

const isTest = (path: string) => /^(tests|bench)\/|\.test\.ts$|\/scene\.ts$/.test(path);
