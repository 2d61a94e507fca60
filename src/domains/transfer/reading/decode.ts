import { isUtf8 } from 'node:buffer';
import { DAMAGED, OF_WINDOWS } from '../fault.ts';
import type { Why } from '../fault.ts';

/* What UTF-8 puts where bytes are none of its own. */
const LOST = '\uFFFD';
const BEYOND_ASCII = /[^\0-\x7f\uFFFD]/;
const windows = new TextDecoder('windows-1252');

export interface Decoded {
  text: string;
  /** What is to be said of a text that was not written in UTF-8, or not whole. */
  odd: Why | null;
}

/**
 * Bytes of a file as text. Old exports hold one byte a letter, as Windows wrote them; where nothing beyond ASCII
 * is UTF-8, they are read so. Where some of it is, the rest is damage.
 */
export function decode(bytes: Buffer, start: number, end: number): Decoded {
  const text = bytes.toString('utf8', start, end);
  if (!text.includes(LOST)) return { text, odd: null };
  const part = bytes.subarray(start, end);
  if (isUtf8(part)) return { text, odd: null };
  if (BEYOND_ASCII.test(text)) return { text, odd: DAMAGED };
  return { text: windows.decode(part), odd: OF_WINDOWS };
}

/** Which oddities of a file are told: each damage, and once that it is written in another way. */
export function worthTelling(): (odd: Why) => boolean {
  let told = false;
  return (odd) => {
    if (odd !== OF_WINDOWS) return true;
    if (told) return false;
    told = true;
    return true;
  };
}
