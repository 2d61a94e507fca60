/** Lower case and without diacritics, so that "Café" is found by "cafe". */
export const fold = (text: string): string =>
  BEYOND_ASCII.test(text) ? takenApart(text).normalize('NFC').toLowerCase() : text.toLowerCase();

const BEYOND_ASCII = /[\u0080-\uffff]/;
const MARKS = /[\u0300-\u036f]/g;
const ON_LATIN = /([A-Za-z])[\u0300-\u036f]+/g;
const WORDS = /[\p{L}\p{N}]+/gu;

/** As PostgreSQL indexes it: letters in their parts, without diacritics. */
export const takenApart = (text: string): string => text.normalize('NFD').replace(MARKS, '');

/** The folded words of a text: runs of letters and digits. */
export const wordsOf = (text: string): string[] => fold(text).match(WORDS) ?? [];

/** The words of a text, as SQLite indexes them: only Latin letters lose their diacritics, so that "й" is not "и". */
export const wordsSought = (text: string): string[] =>
  text
    .normalize('NFD')
    .replace(ON_LATIN, '$1')
    .normalize('NFC')
    .replace(MARKS, '')
    .toLowerCase()
    .match(WORDS) ?? [];
