import { archiveBytes } from '../reading/archive-bytes.ts';
import { worthTelling } from '../reading/decode.ts';
import { jsonPieces } from '../reading/json-pieces.ts';
import type { Cut } from '../reading/json-pieces.ts';
import { lineBatches } from '../reading/lines.ts';
import { newSeen } from '../reading/seen.ts';
import type { Seen } from '../reading/seen.ts';
import type { Batch } from '../record.ts';
import { nestsTooDeeply } from '../reading/value-scan.ts';
import { takeThings } from './things.ts';

/* Parsing takes many times the memory of a line that is nothing but brackets. */
const ORDINARY = 64 * 1024;

/* A listing opens with its kind; submissions and comments, one a line, never do. */
const LISTING = /^\uFEFF?\s*(?:\[|\{\s*"(?:kind|data)"\s*:)/;

/** The records of a Reddit archive: submissions and comments one a line, or listings as Reddit itself gives them. */
export async function* readReddit(path: string, from = 0): AsyncGenerator<Batch> {
  yield* (await holdsListings(path)) ? readListings(path, from) : readLines(path, from);
}

async function holdsListings(path: string): Promise<boolean> {
  for await (const { bytes } of archiveBytes(path)) return LISTING.test(bytes.toString('utf8', 0, 200));
  return false;
}

async function* readLines(path: string, from: number): AsyncGenerator<Batch> {
  const seen = newSeen();
  const tells = worthTelling();
  for await (const { lines, tooLong, bytesRead, position } of lineBatches(archiveBytes(path), from)) {
    const batch = emptyBatch(bytesRead, position);
    for (const line of tooLong) batch.problems.push({ line, why: 'the line is too long' });
    for (const { text, line, odd } of lines) {
      if (takeLine(batch, text, line, seen) && odd && tells(odd)) batch.problems.push({ line, why: odd });
    }
    yield batch;
  }
}

/** False where it is no JSON, whatever it may be. */
function takeLine(batch: Batch, text: string, line: number, seen: Seen): boolean {
  let value: unknown;
  if (text.length > ORDINARY && nestsTooDeeply(text)) {
    batch.problems.push({ line, why: 'it is nested too deeply' });
    return false;
  }
  try {
    value = JSON.parse(text);
  } catch {
    batch.problems.push({ line, why: 'the line is not JSON' });
    return false;
  }
  take(batch, value, line, seen);
  return true;
}

const LISTINGS: Cut = {
  opens: (path) => isListingPath(path[0] === '*' ? path.slice(1) : path),
  entry: ['data', 'children', '*'],
  begins: /\{\s*"kind"\s*:\s*"(?:t1|t3|more)"/,
};

function isListingPath(path: readonly string[]): boolean {
  return (
    path.length === 0 ||
    (path[0] === 'data' && (path.length === 1 || (path.length === 2 && path[1] === 'children')))
  );
}

async function* readListings(path: string, from: number): AsyncGenerator<Batch> {
  const seen = newSeen();
  for await (const { pieces, problems, bytesRead, position } of jsonPieces(
    archiveBytes(path),
    LISTINGS,
    from,
  )) {
    const batch: Batch = { ...emptyBatch(bytesRead, position), problems };
    for (const piece of pieces) if (piece.path.at(-1) === '*') take(batch, piece.value, piece.line, seen);
    yield batch;
  }
}

function take(batch: Batch, value: unknown, line: number, seen: Seen): void {
  takeThings(value, {
    record: (record) => batch.records.push(record),
    problem: (why) => batch.problems.push({ line, why }),
    seen,
  });
}

function emptyBatch(bytesRead: number, position: number): Batch {
  return { records: [], problems: [], bytesRead, position };
}
