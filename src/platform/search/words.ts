/** Lower case and without diacritics, so that "Café" is found by "cafe". Mirrors what both engines index. */
export const fold = (text: string): string =>
  (BEYOND_ASCII.test(text) ? text.normalize('NFD').replace(/[\u0300-\u036f]/g, '') : text).toLowerCase();

const BEYOND_ASCII = /[\u0080-\uffff]/;

/** The folded words of a text: runs of letters and digits. */
export const wordsOf = (text: string): string[] => fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];
