const SHORTEST = 500;
const LONGEST = 30_000;

const CLOSES_FOR = 2500;

/** How long to wait before trying again: longer each time, and never all browsers at once. `random` is from 0 to 1. */
export function backOff(tries: number, random: number): number {
  const most = Math.min(LONGEST, SHORTEST * 2 ** Math.min(tries, 10));
  return Math.round(most / 2 + (random * most) / 2);
}

/** The same after a house that closes has said goodbye to all browsers at once: it takes as long to be back. */
export const afterGoodbye = (random: number): number => Math.round(SHORTEST + random * CLOSES_FOR);
