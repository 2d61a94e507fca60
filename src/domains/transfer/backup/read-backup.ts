import { createHash } from 'node:crypto';
import { TextDecoder } from 'node:util';
import { differences, tallying } from '../../../platform/copies/index.ts';
import {
  FORMAT,
  HEAD,
  LARGEST_FILE,
  LARGEST_NOTE,
  LARGEST_PART,
  PART_CHARACTERS,
  SUMS,
  TAIL,
  entryOf,
  headFrom,
  tailFrom,
} from './archive-format.ts';
import type { Head, Tail } from './archive-format.ts';
import { readArchive, refusal, shown, whole } from './read-archive.ts';
import type { ArchiveEntry } from './read-archive.ts';

/** What is done with a backup while it is read. */
export interface Reading {
  head(head: Head): Promise<void>;
  /** The rows of a part of a table, a line each. Parts come in order, tables behind those they refer to. */
  part(table: string, part: number, lines: string[]): Promise<void>;
  file(key: string, content: () => Promise<Buffer>): Promise<void>;
  watch(bytesRead: number): void;
  interrupted(): boolean;
}

/**
 * Reads a backup from its first byte to its last and checks all of it: order, names, sizes, the checksum of each file
 * and of each table. Null when it was interrupted; throws invalid where anything does not fit.
 */
export async function readBackup(path: string, reading: Reading): Promise<{ head: Head; tail: Tail } | null> {
  const checking = openChecks();
  for await (const entry of readArchive(path, (bytes) => reading.watch(bytes))) {
    if (reading.interrupted()) return null;
    await take(entry, checking, reading);
  }
  return checking.end();
}

type Checks = ReturnType<typeof openChecks>;

async function take(entry: ArchiveEntry, checks: Checks, reading: Reading): Promise<void> {
  const what = entryOf(entry.name);
  if (!what) throw refusal(`${shown(entry.name)} is no name that a backup has`);
  if ('note' in what) {
    if (what.note === SUMS) return checks.sums(entry);
    const text = utf8(await whole(entry, LARGEST_NOTE), entry.name);
    if (what.note === TAIL) return checks.tail(text);
    await reading.head(checks.head(text));
  } else if ('table' in what) {
    checks.follows(what.table, what.part);
    const lines = linesOf(await whole(entry, LARGEST_PART), entry.name);
    checks.rows(what.table, lines);
    await reading.part(what.table, what.part, lines);
  } else {
    if (entry.size > LARGEST_FILE) throw refusal(`${shown(entry.name)} in it is too large`);
    checks.file(entry.size);
    await reading.file(what.key, () => whole(entry, LARGEST_FILE));
    for await (const _ of entry.content); // Whatever has not been read counts too.
  }
  checks.note(entry);
}

/** What has come so far, and what may come next. */
function openChecks() {
  let head: Head | undefined;
  let tail: Tail | undefined;
  let sums: string | undefined;
  let [table, part] = [-1, 0];
  const files = { count: 0, bytes: 0 };
  const tallies = new Map<string, ReturnType<typeof tallying>>();
  const seen = createHash('sha256');
  const begun = (): Head => {
    if (!head || sums) throw refusal('its files are not in the order of a backup');
    return head;
  };
  return {
    head(text: string): Head {
      if (head) throw refusal(`it has two files ${HEAD}`);
      head = headFrom(text) ?? undefined;
      if (!head) throw refusal(`its ${HEAD} is none`);
      if (head.format > FORMAT) throw refusal('a newer Kith made it; update this one');
      for (const { name } of head.tables) tallies.set(name, tallying());
      return head;
    },
    follows(name: string, number: number): void {
      const at = begun().tables.findIndex((one) => one.name === name);
      const next = at === table ? part + 1 : 1;
      if (at < table || at < 0 || number !== next || files.count)
        throw refusal(`${name} ${number} is not what comes next`);
      [table, part] = [at, number];
    },
    rows(name: string, lines: string[]): void {
      const sum = tallies.get(name)!;
      for (const line of lines) sum.add(line);
    },
    file(size: number): void {
      begun();
      files.count++;
      files.bytes += size;
    },
    note: (entry: ArchiveEntry): void => void seen.update(`${entry.sha256()}  ${entry.name}\n`),
    /** The list in the archive is to the letter what came out of reading it. */
    async sums(entry: ArchiveEntry): Promise<void> {
      begun();
      for await (const _ of entry.content);
      sums = entry.sha256();
      if (sums !== seen.digest('hex')) throw refusal('its checksums do not fit its files');
    },
    tail(text: string): void {
      if (!sums || tail) throw refusal('its files are not in the order of a backup');
      tail = tailFrom(text) ?? undefined;
      if (!tail) throw refusal(`its ${TAIL} is none`);
    },
    end(): { head: Head; tail: Tail } {
      if (!head || !tail) throw refusal('its end is missing');
      if (tail.sums !== sums) throw refusal('its checksums do not fit its files');
      if (tail.files.count !== files.count || tail.files.bytes !== files.bytes)
        throw refusal('files are missing in it');
      const odd = wrongTables(tail, tallies);
      if (odd.length) throw refusal(`it does not hold all of ${odd.join(', ')}`);
      return { head, tail };
    },
  };
}

function wrongTables({ tables }: Tail, tallies: Map<string, ReturnType<typeof tallying>>): string[] {
  const found = Object.fromEntries([...tallies].map(([name, sum]) => [name, sum.tally()]));
  return differences(tables, found).map(({ table }) => table);
}

function linesOf(content: Buffer, name: string): string[] {
  if (rowsIn(content) > PART_CHARACTERS) throw refusal(`${shown(name)} has more rows than a part may`);
  const text = utf8(content, name);
  if (!text.endsWith('\n')) throw refusal(`${shown(name)} ends within a row`);
  return text.slice(0, -1).split('\n');
}

/** Counted before they are taken apart: of hardly anything each, they would not fit into memory. */
function rowsIn(content: Buffer): number {
  let rows = 0;
  for (let at = content.indexOf('\n'); at >= 0; at = content.indexOf('\n', at + 1)) rows++;
  return rows;
}

function utf8(content: Buffer, name: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content);
  } catch {
    throw refusal(`${shown(name)} is no text`);
  }
}
