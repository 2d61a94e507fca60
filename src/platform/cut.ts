/** The text up to its first `most` UTF-16 units, and never half of a sign that takes two of them. */
export const cut = (text: string, most: number): string => text.slice(0, wholeSign(text, most));

/** The last place at or before `at` where a text can be cut without halving a sign. */
export const wholeSign = (text: string, at: number): number =>
  isLow(text, at) && isHigh(text, at - 1) ? at - 1 : at;

const isHigh = (text: string, at: number) => (text.charCodeAt(at) & 0xfc00) === 0xd800;
const isLow = (text: string, at: number) => (text.charCodeAt(at) & 0xfc00) === 0xdc00;
