import { letterOf } from './word.ts';
import type { Word } from './word.ts';

/** PostgreSQL takes less than 8,000 bytes in one NOTIFY. */
export const MOST_BYTES = 7900;

/** Puts words into as few letters as hold them, in their order; each letter is small enough, unless a single word is not. */
export function parcels(from: string, words: Word[], mostBytes = MOST_BYTES): string[] {
  const empty = Buffer.byteLength(letterOf(from, []));
  const letters: Word[][] = [];
  let room = 0;
  for (const word of words) {
    const size = Buffer.byteLength(JSON.stringify(word)) + 1;
    if (size > room || letters.length === 0) {
      letters.push([]);
      room = mostBytes - empty;
    }
    letters.at(-1)!.push(word);
    room -= size;
  }
  return letters.map((inside) => letterOf(from, inside));
}
