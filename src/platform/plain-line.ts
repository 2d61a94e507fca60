import { cut } from './cut.ts';

const LONGEST = 140;
/** Fences, quotes and headings are markup at the start of a line alone: `C#` and `a > b` are words. */
const STARTS = /^[ \t]*(?:```.*\n?|(?:>[ \t]?)+(?:#{1,6}[ \t]+)?|#{1,6}[ \t]+)/gm;
/** So are others where a word begins or ends: `snake_case` and `2 * 3` stay as they are. */
const MARKUP =
  /!?\[([^\]]*)\]\([^)]*\)|`+|[*~]+(?=[^\s*~])|(?<=[^\s*~])[*~]+|(?<![\p{L}\p{N}_])_+(?=[^\s_])|(?<=[^\s_])_+(?![\p{L}\p{N}_])/gu;
/** Most texts have none of these, and need not be looked through for what they might mean. */
const MARKS = /[[`*~_]/;
/** The line under a table's head. */
const RULE = /^(?=.*\|)[ |:-]*-[ |:-]*$/gm;

/** The first words of a markdown text in one line, without its markup: for quotes, lists and saying aloud. */
export function plainLine(markdown: string): string {
  return ofALine(plainWords(cut(markdown, LONGEST * 4)));
}

const ofALine = (plain: string) => (plain.length > LONGEST ? `${cut(plain, LONGEST - 1).trimEnd()}…` : plain);

/** More of a text's HTML than this is not looked at for a line of it, so nobody need have more at hand. */
export const LINE_OF_HTML = 2400;
const INSIDE_A_LINE = /<\/?(?:a|code|em|s|span|strong)\b[^>]*>/g;
const SIGNS: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&amp;': '&' };

/** The first words of a text in one line, out of the HTML that was made of it: who is named has their name there. */
export function lineOfHtml(html: string): string {
  const whole = cut(html, LINE_OF_HTML).replace(/(?:<[^>]*|&\w*)$/, '');
  const words = whole.replace(INSIDE_A_LINE, '').replace(/<[^>]*>/g, ' ');
  return ofALine(
    words
      .replace(/&(?:lt|gt|quot|amp);/g, (sign) => SIGNS[sign]!)
      .replace(/\s+/g, ' ')
      .trim(),
  );
}

/** A piece of a markdown text in one line, without its markup. Not for long ones: some are slow to look through. */
export function plainWords(written: string): string {
  const words = written.replace(RULE, '');
  const cells = words === written ? words : words.replaceAll('|', ' ');
  const text = cells.replace(STARTS, '');
  return (MARKS.test(text) ? text.replace(MARKUP, '$1') : text).replace(/\s+/g, ' ').trim();
}
