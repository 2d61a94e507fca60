import { cut } from '../../platform/cut.ts';
import { plainWords } from '../../platform/plain-line.ts';
import { firstHit, highlight } from '../../platform/search/index.ts';
import type { Piece, Terms } from '../../platform/search/index.ts';

const BEFORE = 300;
const LENGTH = 1200;

/**
 * What is said around the first hit, as it is read and not as it was typed. Where the words are only in what is not read,
 * such as the address of a link, it is shown as it was typed, so that one sees why it was found.
 */
export function excerptAround(body: string, terms: Terms): Piece[] {
  const start = lineOrWord(body, Math.max(0, firstHit(body, terms) - BEFORE));
  const part = cut(body.slice(start), LENGTH);
  const more = { before: start > 0, after: start + part.length < body.length };
  const pieces = highlight(plainWords(part), terms, more);
  return terms.length === 0 || pieces.some(({ hit }) => hit) ? pieces : highlight(body, terms);
}

/** The beginning of a line near, as markup begins there, else of a word. */
function lineOrWord(text: string, at: number): number {
  if (at === 0) return 0;
  const near = text.slice(at, at + BEFORE / 2);
  const found = near.search(/(?<=\n)/);
  return at + (found >= 0 ? found : Math.max(0, near.search(/(?<=\s)\S/)));
}
