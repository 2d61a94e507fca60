import { wholeSign } from '../cut.ts';
import { fold } from './words.ts';
import type { Terms } from './index.ts';

/** A piece of text around a hit; `hit` where it is what was looked for. */
export interface Piece {
  text: string;
  hit: boolean;
}

const BEFORE = 60;
const LENGTH = 220;

/** Where the first word looked for begins; -1 where there is none. */
export const firstHit = (text: string, terms: Terms): number => hits(text, terms).next().value?.from ?? -1;

/**
 * The surroundings of the first hit, in pieces, so that whoever shows them needs no markup from us. `more` says where the
 * text itself is a part of a longer one.
 */
export function highlight(text: string, terms: Terms, more = { before: false, after: false }): Piece[] {
  const found = [...hits(text, terms)];
  const start = wordStart(text, Math.max(0, (found[0]?.from ?? 0) - BEFORE));
  const end = wholeSign(text, Math.min(text.length, start + LENGTH));
  const pieces: Piece[] = [];
  let at = start;
  for (const { from, to } of found.filter((hit) => hit.to <= end)) {
    if (from > at) pieces.push({ text: text.slice(at, from), hit: false });
    pieces.push({ text: text.slice(from, to), hit: true });
    at = to;
  }
  if (at < end) pieces.push({ text: text.slice(at, end), hit: false });
  return withEllipses(pieces, more.before || start > 0, more.after || end < text.length);
}

interface Span {
  from: number;
  to: number;
}

/** Words of the text that begin with a word looked for. */
function* hits(text: string, terms: Terms): Generator<Span, undefined> {
  const wanted = terms.flat().map(fold);
  for (const match of text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)) {
    const folded = fold(match[0]);
    if (wanted.some((word) => folded.startsWith(word)))
      yield { from: match.index, to: match.index + match[0].length };
  }
}

function wordStart(text: string, at: number): number {
  if (at === 0) return 0;
  const space = text.indexOf(' ', at);
  return space === -1 || space - at > BEFORE ? wholeSign(text, at) : space + 1;
}

function withEllipses(pieces: Piece[], before: boolean, after: boolean): Piece[] {
  return [
    ...(before ? [{ text: '…', hit: false }] : []),
    ...pieces,
    ...(after ? [{ text: '…', hit: false }] : []),
  ];
}
