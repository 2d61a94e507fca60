import { isOfWord } from './json-bytes.ts';

const DEEPEST = 10_000;
const QUOTE = 34;
const BACKSLASH = 92;
const NEWLINE = 10;
const OPEN_LIST = 91;
const CLOSE_LIST = 93;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;

/** How far the search for the end of a JSON value has come; it goes on when more bytes are there. */
export interface ValueScan {
  start: number;
  at: number;
  depth: number;
  inString: boolean;
  /** Line breaks passed since the start. */
  newlines: number;
  /** The closing bracket that each open one waits for. */
  waiting: Uint8Array;
}

export const MORE = -1;
export const BROKEN = -2;

export function beginScan(scan: ValueScan, start: number): void {
  scan.start = start;
  scan.at = start;
  scan.depth = 0;
  scan.inString = false;
  scan.newlines = 0;
}

export function newScan(): ValueScan {
  return { start: 0, at: 0, depth: 0, inString: false, newlines: 0, waiting: new Uint8Array(DEEPEST) };
}

/** The index after the value's last byte, or MORE where the bytes end first, or BROKEN where no value can come of it. */
export function endOfValue(scan: ValueScan, bytes: Buffer): number {
  const first = bytes[scan.start]!;
  if (first !== OPEN_LIST && first !== OPEN_OBJECT && first !== QUOTE) return endOfWord(scan, bytes);
  while (scan.at < bytes.length) {
    if (scan.inString) {
      if (!passString(scan, bytes)) return scan.at < bytes.length ? BROKEN : MORE;
    } else {
      passStructure(scan, bytes);
      if (scan.at >= bytes.length) return MORE;
      if (!bracket(scan, bytes[scan.at]!)) return BROKEN;
      scan.at += 1;
    }
    if (scan.depth === 0 && !scan.inString) return scan.at;
  }
  return MORE;
}

/** Whether a text goes deeper than anything that is worth parsing. */
export function nestsTooDeeply(text: string): boolean {
  const bytes = Buffer.from(text);
  const scan = newScan();
  beginScan(scan, 0);
  return endOfValue(scan, bytes) === BROKEN && scan.depth === DEEPEST;
}

/** Numbers, `true`, `false` and `null` end where something else begins. */
function endOfWord(scan: ValueScan, bytes: Buffer): number {
  while (scan.at < bytes.length && isOfWord(bytes[scan.at]!)) scan.at += 1;
  return scan.at < bytes.length ? scan.at : MORE;
}

/** Goes to behind the closing quote; false where the bytes end first or hold what no string may hold. */
function passString(scan: ValueScan, bytes: Buffer): boolean {
  let at = scan.at;
  for (; at < bytes.length; at++) {
    const byte = bytes[at]!;
    if (byte === QUOTE) {
      scan.at = at + 1;
      scan.inString = false;
      return true;
    }
    if (byte === BACKSLASH) at += 1;
    else if (byte < 32) break;
  }
  scan.at = at;
  return false;
}

/** Goes to the next quote or bracket. */
function passStructure(scan: ValueScan, bytes: Buffer): void {
  let at = scan.at;
  for (; at < bytes.length; at++) {
    const byte = bytes[at]!;
    if (
      byte === QUOTE ||
      byte === OPEN_LIST ||
      byte === CLOSE_LIST ||
      byte === OPEN_OBJECT ||
      byte === CLOSE_OBJECT
    )
      break;
    if (byte === NEWLINE) scan.newlines += 1;
  }
  scan.at = at;
}

function bracket(scan: ValueScan, byte: number): boolean {
  if (byte === QUOTE) {
    scan.inString = true;
  } else if (byte === OPEN_LIST || byte === OPEN_OBJECT) {
    if (scan.depth === DEEPEST) return false;
    scan.waiting[scan.depth++] = byte + 2;
  } else if (scan.waiting[--scan.depth] !== byte) {
    return false;
  }
  return true;
}
