import { expect } from 'vitest';

/** KITH_FAULTS=long takes the time that the whole of each fault needs; the short form is for every change. */
export const long = process.env['KITH_FAULTS'] === 'long';

/** Says what a fault has shown, beside the test's own line. */
export function report(shown: string): void {
  process.stdout.write(`  ${expect.getState().currentTestName?.split(' > ')[0]}: ${shown}\n`);
}
