import { cut } from '../../platform/cut.ts';

const LONGEST = 140;
const MENTION = /(?<![\p{L}\p{N}@/])@([a-z0-9](?:[a-z0-9._-]{0,28}[a-z0-9])?)/gu;

/** A message in one line, for lists and for saying aloud: its words without their markup. */
export function lineOf(body: string): string {
  const plain = cut(body, LONGEST * 4)
    .replace(/```[^\n]*\n?|[*_~`>#]+|!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/\s+/g, ' ')
    .trim();
  return plain.length > LONGEST ? `${cut(plain, LONGEST - 1).trimEnd()}…` : plain;
}

/** Whether a text is addressed to the person with this handle. */
export function names(body: string, handle: string): boolean {
  return [...body.toLowerCase().matchAll(MENTION)].some((match) => match[1] === handle);
}
