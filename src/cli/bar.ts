import { SingleBar } from 'cli-progress';
import type { Asked } from './command.ts';

/** A line that shows how far something has come, and goes with it; none for a program, and where nobody looks. */
export function barFor({ json }: Pick<Asked, 'json'>, format: string): SingleBar | null {
  if (json || process.stderr.isTTY !== true) return null;
  return new SingleBar({ format, hideCursor: true, clearOnComplete: true, stream: process.stderr });
}
