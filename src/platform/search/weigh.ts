import type { Terms } from './index.ts';
import { fold } from './words.ts';

/* BM25's usual constants (Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009, section 3.5). */
const SATURATION = 1.2;
const LENGTH_MATTERS = 0.75;
const USUAL_LENGTH = 200;

/**
 * Weighs texts that hold all terms: the more for a term said often, the less for a long text. It is BM25 without how
 * rare a word is elsewhere, which takes looking at all that was ever said, and all texts have all terms anyway.
 */
export function weigher(terms: Terms): (text: string) => number {
  const patterns = terms.map((phrase, at) => patternOf(phrase, at === terms.length - 1));
  return (text) => {
    const folded = fold(text);
    const stretch = SATURATION * (1 - LENGTH_MATTERS + (LENGTH_MATTERS * folded.length) / USUAL_LENGTH);
    const often = patterns.map((pattern) => folded.match(pattern)?.length ?? 0);
    return often.reduce((sum, times) => sum + (times * (SATURATION + 1)) / (times + stretch), 0);
  };
}

/** Terms are folded runs of letters and digits, so none has a sign that would mean anything here. */
function patternOf(phrase: string[], beginning: boolean): RegExp {
  const end = beginning ? '' : '(?![\\p{L}\\p{N}])';
  return new RegExp(`(?<![\\p{L}\\p{N}])${phrase.join('[^\\p{L}\\p{N}]+')}${end}`, 'gu');
}
