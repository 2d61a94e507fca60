import { readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { invalid } from '../../../platform/errors.ts';
import type { Source } from '../record.ts';

const DEEPEST_FOLDER = 8;
const MOST_FILES = 100_000;
/* A zip is looked at too, as it may well hold the archive: the report then says that it is to be unpacked. */
const NAMES: Record<Source, RegExp> = {
  reddit: /(?:\.(?:ndjson|jsonl|json)|^R[SC]_[\w.-]+?)(?:\.gz|\.zst)?$|\.zip$/i,
  discord: /\.(?:json(?:\.gz|\.zst)?|zip)$/i,
};

const LOOKED_FOR: Record<Source, string> = {
  reddit: 'a file of Reddit: RS_… or RC_…, or one whose name ends in .json, .jsonl or .ndjson',
  discord: 'a file of DiscordChatExporter, whose name ends in .json',
};

export interface ArchiveFile {
  path: string;
  size: number;
  changedAt: number;
}

/** The files of an archive: those that are named, and those below named folders that look like it, in order of name. */
export async function archiveFiles(source: Source, paths: string[]): Promise<ArchiveFile[]> {
  const found = new Map<string, ArchiveFile>();
  for (const path of paths) await collect(resolve(path), source, 0, found);
  if (found.size === 0)
    throw invalid(
      'paths',
      'no-archive',
      `In ${paths.join(', ')} there is nothing that looks like ${LOOKED_FOR[source]}.`,
    );
  return [...found.values()];
}

async function collect(
  path: string,
  source: Source,
  depth: number,
  found: Map<string, ArchiveFile>,
): Promise<void> {
  const file = await stat(path).catch(() => null);
  if (!file) throw invalid('paths', 'no-such-file', `There is no ${path}, or it may not be read.`);
  if (file.isFile()) found.set(path, { path, size: file.size, changedAt: Math.round(file.mtimeMs) });
  if (!file.isDirectory() || depth > DEEPEST_FOLDER) return;
  const entries = await readdir(path, { withFileTypes: true }).catch(() => null);
  if (!entries) throw invalid('paths', 'no-such-file', `The folder ${path} may not be read.`);
  for (const entry of entries.sort((one, other) => (one.name < other.name ? -1 : 1))) {
    if (found.size >= MOST_FILES) return;
    // A link could lead anywhere; what is meant can be named.
    if (entry.isDirectory() || (entry.isFile() && NAMES[source].test(entry.name))) {
      await collect(join(path, entry.name), source, depth + 1, found);
    }
  }
}
