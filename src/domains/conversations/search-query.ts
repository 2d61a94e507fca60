import type { Terms } from '../../platform/search/index.ts';
import { wordsSought } from '../../platform/search/index.ts';

export const HAS = ['link', 'file', 'picture', 'reaction'] as const;
export type Has = (typeof HAS)[number];

/** What a person asked for: words and phrases, and where, by whom and when to look. */
export interface Asked {
  terms: Terms;
  from: string | null;
  in: string | null;
  /** UTC milliseconds; the day named by `before:` is not included, the one named by `after:` is. */
  before: number | null;
  after: number | null;
  has: Set<Has>;
  /** Filters that say nothing usable, as they were written. */
  asWords: string[];
}

const TOKEN = /(from|in|before|after|has):(?:"([^"]*)"|(\S*))|"([^"]+)"|(\S+)/giu;
/** As phones and some languages write them. */
const QUOTES = /[“”„«»]/g;

/** Reads a search line. Filters that say nothing usable are taken as words, so nothing typed is lost silently. */
export function readQuery(line: string): Asked {
  const asked: Asked = {
    terms: [],
    from: null,
    in: null,
    before: null,
    after: null,
    has: new Set(),
    asWords: [],
  };
  for (const [whole, filter, quoted, bare, phrase] of line.replace(QUOTES, '"').matchAll(TOKEN)) {
    if (filter && take(asked, filter.toLowerCase(), (quoted ?? bare)!.trim())) continue;
    if (filter) asked.asWords.push(whole);
    const words = wordsSought(phrase ?? whole);
    if (phrase) asked.terms.push(words);
    else asked.terms.push(...words.map((word) => [word]));
  }
  asked.terms = asked.terms.filter((words) => words.length > 0);
  return asked;
}

function take(asked: Asked, filter: string, value: string): boolean {
  if (value === '') return false;
  if (filter === 'from') asked.from = value.replace(/^@/, '').toLowerCase();
  else if (filter === 'in') asked.in = value.replace(/^#/, '').toLowerCase();
  else if (filter === 'has') return takeHas(asked, value.toLowerCase());
  else return takeDay(asked, filter as 'before' | 'after', value);
  return true;
}

function takeHas(asked: Asked, value: string): boolean {
  const known = HAS.find((one) => one === value);
  if (known) asked.has.add(known);
  return known !== undefined;
}

function takeDay(asked: Asked, filter: 'before' | 'after', value: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(value)) return false;
  const at = Date.parse(`${value}T00:00:00Z`);
  if (Number.isNaN(at)) return false;
  asked[filter] = at;
  return true;
}

/** Whether there is anything to look for. */
export const asksAnything = (asked: Asked): boolean => asked.terms.length > 0 || filtered(asked);

/** Whether more is asked for than words. */
export const filtered = (asked: Asked): boolean =>
  asked.has.size > 0 || [asked.from, asked.in, asked.before, asked.after].some((one) => one !== null);
