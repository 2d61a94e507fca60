import type { Why } from '../fault.ts';
import { decode, worthTelling } from './decode.ts';
import { isBlank, isStartOfValue, isStartOfWord } from './json-bytes.ts';
import { beginScan, BROKEN, endOfValue, MORE, newScan } from './value-scan.ts';
import type { ValueScan } from './value-scan.ts';

const LONGEST_PIECE = 16 * 1024 * 1024;
/* Each broken place may cost reading up to the longest piece again. */
const MOST_BROKEN = 1000;
const LONGEST_BEGINNING = 300;
const ANY = '*';
const CLOSE_LIST = 93;
const CLOSE_OBJECT = 125;
const OPEN_LIST = 91;
const OPEN_OBJECT = 123;

/** How a JSON document is cut into pieces that are small enough to be parsed one by one. */
export interface Cut {
  /** Whether to look inside the value at this path (`*` for any place of a list); where not, it is one piece. */
  opens(path: readonly string[]): boolean;
  /** The path of an entry of the list that holds most of the document. */
  entry: readonly string[];
  /** How such an entry begins. After a broken place, reading goes on where this is next found. */
  begins: RegExp;
  longest?: number;
}

export interface Piece {
  path: readonly string[];
  value: unknown;
  line: number;
}

export interface Found {
  pieces: Piece[];
  problems: { line: number; why: Why }[];
  /** Bytes of the content up to the end of the last whole piece. */
  position: number;
}

interface Frame {
  list: boolean;
  key: string | null;
}

interface Cutter {
  cut: Cut;
  from: number;
  longest: number;
  scan: ValueScan;
  /** The open brackets around `at`, outermost first. */
  frames: Frame[];
  bytes: Buffer;
  /** Where `bytes` begins in the content. */
  base: number;
  at: number;
  line: number;
  state: 'between' | 'inside' | 'seeking';
  broken: number;
  tells: (odd: Why) => boolean;
  found: Found;
}

export function newCutter(cut: Cut, from: number): Cutter {
  return {
    ...{
      cut,
      from,
      longest: cut.longest ?? LONGEST_PIECE,
      scan: newScan(),
      frames: [],
      bytes: Buffer.alloc(0),
    },
    ...{
      base: 0,
      at: 0,
      line: 1,
      state: 'between',
      broken: 0,
      tells: worthTelling(),
      found: { pieces: [], problems: [], position: 0 },
    },
  };
}

/** Goes as far as the bytes reach, and tells what it found. */
export function takeBytes(cutter: Cutter, more: Buffer, atEnd: boolean): Found {
  cutter.found = { pieces: [], problems: [], position: cutter.found.position };
  append(cutter, more);
  while (!gaveUp(cutter) && step(cutter, atEnd));
  return cutter.found;
}

export function gaveUp(cutter: Cutter): boolean {
  return cutter.broken > MOST_BROKEN;
}

/** Drops what is done with and adds what came. */
function append(cutter: Cutter, more: Buffer): void {
  const done = cutter.at;
  const rest = cutter.bytes.subarray(done);
  cutter.base += done;
  cutter.at = 0;
  cutter.scan.at -= done;
  cutter.scan.start -= done;
  cutter.bytes = rest.length ? Buffer.concat([rest, more]) : more;
}

/** One move on; false when more bytes are needed. */
function step(cutter: Cutter, atEnd: boolean): boolean {
  if (cutter.state === 'seeking') return seek(cutter);
  if (cutter.state === 'inside') return finish(cutter, atEnd);
  skipBlanks(cutter);
  return cutter.at < cutter.bytes.length && begin(cutter, cutter.bytes[cutter.at]!, atEnd);
}

function begin(cutter: Cutter, byte: number, atEnd: boolean): boolean {
  const top = cutter.frames.at(-1);
  if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) return close(cutter, byte === CLOSE_LIST);
  if (top && !top.list && top.key === null) return readKey(cutter, top, atEnd);
  if (!top && byte === OPEN_OBJECT) {
    if (!atEnd && cutter.bytes.length - cutter.at < LONGEST_BEGINNING) return false;
    if (isBeginning(cutter)) return beginWithEntry(cutter);
  }
  const path = pathOf(cutter);
  // Entries are objects; a bracket or quote too many would swallow what follows.
  if (byte !== OPEN_OBJECT && endsLike(path, cutter.cut.entry)) return breakOff(cutter, 'this is no entry');
  if ((byte === OPEN_LIST || byte === OPEN_OBJECT) && cutter.cut.opens(path)) {
    cutter.frames.push({ list: byte === OPEN_LIST, key: byte === OPEN_LIST ? ANY : null });
    cutter.at += 1;
    return true;
  }
  if (!isStartOfValue(byte)) return breakOff(cutter, 'this is not JSON');
  beginScan(cutter.scan, cutter.at);
  cutter.state = 'inside';
  return true;
}

/** A document may be no more than entries, one after another; further on, one without its list shows that this broke. */
function beginWithEntry(cutter: Cutter): boolean {
  const { found, broken, cut } = cutter;
  if (found.position || broken) return breakOff(cutter, 'a bracket is missing or one too many', 0);
  cutter.frames = framesAround(cut.entry);
  return true;
}

function close(cutter: Cutter, list: boolean): boolean {
  if (cutter.frames.length === 0 && cutter.broken) {
    // What was open around a broken place is not known any more.
    cutter.at += 1;
    return true;
  }
  if (cutter.frames.at(-1)?.list !== list) return breakOff(cutter, 'a bracket is missing or one too many');
  cutter.frames.pop();
  cutter.at += 1;
  valueEnded(cutter);
  return true;
}

function readKey(cutter: Cutter, top: Frame, atEnd: boolean): boolean {
  const { bytes, at, scan, longest } = cutter;
  beginScan(scan, at);
  const end = bytes[at] === 34 ? endOfValue(scan, bytes) : BROKEN;
  if (end === MORE && !atEnd && bytes.length - at <= longest) return false;
  const key = end > 0 ? parsed(decode(bytes, at, end).text) : undefined;
  if (typeof key !== 'string') return breakOff(cutter, 'a name is broken', 0);
  top.key = key;
  cutter.at = end;
  return true;
}

function finish(cutter: Cutter, atEnd: boolean): boolean {
  const { scan, bytes } = cutter;
  let end = endOfValue(scan, bytes);
  if (end === MORE && atEnd && isStartOfWord(bytes[scan.start]!)) end = bytes.length;
  if (end === MORE && !atEnd && scan.at - scan.start <= cutter.longest) return false;
  cutter.state = 'between';
  if (end === MORE) return breakOff(cutter, atEnd ? 'the file ends in the middle of it' : 'it is too long');
  if (end === BROKEN) return breakOff(cutter, 'it is broken');
  return deliver(cutter, end);
}

function deliver(cutter: Cutter, end: number): boolean {
  const { base, at, found, cut, from } = cutter;
  const path = pathOf(cutter);
  const known = base + end <= from && endsLike(path, cut.entry);
  if (!known) {
    const { text, odd } = decode(cutter.bytes, at, end);
    const value = parsed(text);
    if (value === undefined) return breakOff(cutter, 'it is broken');
    if (odd && cutter.tells(odd)) found.problems.push({ line: cutter.line, why: odd });
    found.pieces.push({ path, value, line: cutter.line });
  }
  cutter.at = end;
  cutter.line += cutter.scan.newlines;
  found.position = base + end;
  valueEnded(cutter);
  return true;
}

function valueEnded(cutter: Cutter): void {
  const top = cutter.frames.at(-1);
  if (top && !top.list) top.key = null;
}

/** Whether an entry stands where a document should begin, as where the list seemed to end too early. */
function isBeginning({ bytes, at, cut }: Cutter): boolean {
  return bytes.toString('latin1', at, at + LONGEST_BEGINNING).search(cut.begins) === 0;
}

/** Names the place and looks for the next entry, `skip` bytes on. */
function breakOff(cutter: Cutter, why: Why, skip = 1): boolean {
  cutter.broken += 1;
  if (gaveUp(cutter)) why = 'too much is broken; the rest of the file was left out';
  if (cutter.base + cutter.at >= cutter.from) cutter.found.problems.push({ line: cutter.line, why });
  cutter.state = 'seeking';
  skipTo(cutter, cutter.at + skip);
  return true;
}

function seek(cutter: Cutter): boolean {
  const { bytes, at, cut } = cutter;
  const beginning = bytes.toString('latin1', at).search(cut.begins);
  if (beginning === -1) {
    skipTo(cutter, Math.max(at, bytes.length - LONGEST_BEGINNING));
    return false;
  }
  skipTo(cutter, at + beginning);
  cutter.frames = framesAround(cut.entry);
  cutter.state = 'between';
  return true;
}

const framesAround = (entry: readonly string[]): Frame[] => entry.map((key) => ({ list: key === ANY, key }));

function skipBlanks(cutter: Cutter): void {
  const { bytes } = cutter;
  while (cutter.at < bytes.length && isBlank(bytes[cutter.at]!)) skipTo(cutter, cutter.at + 1);
}

function skipTo(cutter: Cutter, target: number): void {
  const end = Math.min(target, cutter.bytes.length);
  for (; cutter.at < end; cutter.at++) if (cutter.bytes[cutter.at] === 10) cutter.line += 1;
}

/** Undefined where it is no JSON; whoever asked tells that it is broken. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function pathOf(cutter: Cutter): string[] {
  return cutter.frames.map((frame) => frame.key ?? '');
}

/** A list of documents has the entries one level deeper. */
function endsLike(path: readonly string[], entry: readonly string[]): boolean {
  return (
    path.length >= entry.length &&
    entry.every((key, index) => key === path[path.length - entry.length + index])
  );
}
