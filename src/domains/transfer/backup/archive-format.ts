import { z } from 'zod';
import { HALF_WRITTEN, isSafeKey } from '../../../platform/files/index.ts';
import { jsonOrNull } from '../../../platform/input.ts';

/**
 * A backup is a gzipped tar of plain files, in this order:
 *
 *   kith-backup.json            what it is, and which tables it has
 *   tables/<table>/000001.ndjson and on, a row a line
 *   files/<key>                 uploaded files as they are stored
 *   SHA256SUMS                  of all of these, as `sha256sum -c` reads them
 *   complete.json               what all comes to; without it, an archive is not whole
 */
export const HEAD = 'kith-backup.json';
export const SUMS = 'SHA256SUMS';
export const TAIL = 'complete.json';

export const partName = (table: string, part: number) =>
  `tables/${table}/${String(part).padStart(PART_DIGITS, '0')}.ndjson`;
export const fileName = (key: string) => `files/${key}`;

const PART_DIGITS = 6;
/** About how much of a table goes into one part, and what a part may take at most. */
export const PART_CHARACTERS = 4_000_000;
export const LARGEST_PART = 256 * 1024 * 1024;
/** More than any upload may have. */
export const LARGEST_FILE = 2000 * 1024 * 1024;
export const LARGEST_NOTE = 4 * 1024 * 1024;

const name = z.string().regex(/^[a-z][a-z0-9_]*$/);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.number().int().nonnegative();

const head = z.object({
  kith: z.literal('backup'),
  format: z.number().int(),
  madeAt: z.string(),
  engine: z.enum(['sqlite', 'postgres']),
  migrations: z.array(z.string().regex(/^\d{4}-[a-z0-9-]+\.ts$/)),
  tables: z.array(z.object({ name, columns: z.array(z.object({ name, kind: z.string() })) })),
});
const tail = z.object({
  tables: z.record(name, z.object({ rows: count, checksum: sha256 })),
  files: z.object({ count, bytes: count }),
  sums: sha256,
});

export const FORMAT = 1;
export type Head = z.infer<typeof head>;
export type Tail = z.infer<typeof tail>;

/** Read by their shapes; null where they are not of it. */
export const headFrom = (text: string): Head | null => head.safeParse(jsonOrNull(text)).data ?? null;
export const tailFrom = (text: string): Tail | null => tail.safeParse(jsonOrNull(text)).data ?? null;

/** What an entry of an archive is, by its name; null for anything that no backup has. */
export function entryOf(
  path: string,
): { table: string; part: number } | { key: string } | { note: string } | null {
  if (path === HEAD || path === SUMS || path === TAIL) return { note: path };
  const part = /^tables\/([a-z][a-z0-9_]*)\/(\d{6,})\.ndjson$/.exec(path);
  if (part) return { table: part[1]!, part: Number(part[2]) };
  const key = path.startsWith('files/') ? path.slice('files/'.length) : '';
  return isKey(key) ? { key } : null;
}

const LONGEST_KEY = 400;

/** The key of a whole file. */
export const isKey = (key: string) =>
  key.length <= LONGEST_KEY && isSafeKey(key) && !key.endsWith(HALF_WRITTEN);
