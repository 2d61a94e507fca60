/** How many words people know. How often they say the one at place r goes with 1/r (Zipf, "Human Behavior", 1949). */
const KNOWN = 30_000;
const SHORTEST = 6;
const LONGEST = 40;
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

export interface Talker {
  sentence(): string;
  /** A whole number from 0, below `limit`. */
  below(limit: number): number;
}

/** The word at a place in the order of use: 1 is said all the time, 30,000 hardly ever. All have as many letters. */
export const wordAt = (place: number): string =>
  [place % 26, Math.floor(place / 26) % 26, Math.floor(place / 676) % 26, Math.floor(place / 17_576)]
    .map((at) => LETTERS[at])
    .join('');

/** Invented talk that is the same at every run, word for word. */
export function talker(seed: number): Talker {
  let state = seed;
  /* A linear congruential generator with the constants of "Numerical Recipes", 2nd edition, page 284. */
  function part(): number {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  }
  const below = (limit: number) => Math.floor(part() * limit);
  const word = () => wordAt(Math.floor(Math.exp(part() * Math.log(KNOWN))));
  return {
    below,
    sentence: () => Array.from({ length: SHORTEST + below(LONGEST - SHORTEST) }, word).join(' '),
  };
}
