import { cpus, totalmem } from 'node:os';

/** The machine that figures are of. */
export const machine = (): string =>
  `${cpus().length} × ${cpus()[0]?.model}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`;

export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** The median. */
export function middle(values: number[]): number {
  return at(values, 0.5);
}

/** The value below which so large a part of them lies. */
export function at(values: number[], part: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * part)]!;
}

/** One figure, and whether it meets its goal, where there is one. */
export function row(
  what: string,
  unit: string,
  value: number,
  goal?: number,
  side: 'above' | 'below' = 'above',
): void {
  const met =
    goal === undefined
      ? ''
      : `  (${side} ${goal}${unit}: ${(side === 'above') === value >= goal ? 'met' : 'missed'})`;
  say(`${what.padEnd(58)} ${value.toFixed(value < 100 ? 1 : 0).padStart(8)}${unit}${met}`);
}
