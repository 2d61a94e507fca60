import { cut } from './cut.ts';

const LONGEST = 140;
const MARKUP = /```[^\n]*\n?|[*_~`>#]+|!?\[([^\]]*)\]\([^)]*\)/g;
/** The line under a table's head. */
const RULE = /^(?=.*\|)[ |:-]*-[ |:-]*$/gm;

/** The first words of a markdown text in one line, without its markup: for quotes, lists and saying aloud. */
export function plainLine(markdown: string): string {
  const written = cut(markdown, LONGEST * 4);
  const words = written.replace(RULE, '');
  const cells = words === written ? words : words.replaceAll('|', ' ');
  const plain = cells.replace(MARKUP, '$1').replace(/\s+/g, ' ').trim();
  return plain.length > LONGEST ? `${cut(plain, LONGEST - 1).trimEnd()}…` : plain;
}
