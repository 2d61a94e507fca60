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
  const patterns = terms.map((phrase, at) => new RegExp(patternOf(phrase, at === terms.length - 1), 'gu'));
  return (text) => {
    const folded = fold(text);
    const stretch = SATURATION * (1 - LENGTH_MATTERS + (LENGTH_MATTERS * folded.length) / USUAL_LENGTH);
    const often = patterns.map((pattern) => folded.match(pattern)?.length ?? 0);
    return often.reduce((sum, times) => sum + (times * (SATURATION + 1)) / (times + stretch), 0);
  };
}

/** Whether a text holds all terms, the words as they are. */
export function holder(terms: Terms): (text: string) => boolean {
  const patterns = terms.map((phrase) => new RegExp(patternOf(phrase, false), 'u'));
  return (text) => {
    const folded = fold(text);
    return patterns.every((pattern) => pattern.test(folded));
  };
}

/** Terms are runs of letters and digits, so none has a sign that would mean anything here. */
function patternOf(phrase: string[], beginning: boolean): string {
  const end = beginning ? '' : '(?![\\p{L}\\p{N}])';
  return `(?<![\\p{L}\\p{N}])${phrase.map(fold).join('[^\\p{L}\\p{N}]+')}${end}`;
}
