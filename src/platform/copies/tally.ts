import { hash } from 'node:crypto';

/** How many rows a table has and what they come to, in whatever order they are read. */
export interface Tally {
  rows: number;
  /** The sum of the SHA-256 of all rows, modulo 2^256, in hexadecimal digits. */
  checksum: string;
}

const BITS = 256;

/**
 * Adds up the lines of a table. A sum, because the two engines order text differently; unlike an exclusive or it
 * tells of a row that is there twice. It is against what goes wrong, not against who forges.
 */
export function tallying() {
  let rows = 0;
  let sum = 0n;
  return {
    add(line: string): void {
      rows++;
      sum = BigInt.asUintN(BITS, sum + BigInt(`0x${hash('sha256', line, 'hex')}`));
    },
    tally: (): Tally => ({ rows, checksum: sum.toString(16).padStart(BITS / 4, '0') }),
  };
}
