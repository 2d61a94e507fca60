import { barFor } from '../bar.ts';
import type { Asked } from '../command.ts';

/** A line that shows how many of so many files are done. */
export function filesBar(total: number, asked: Asked) {
  const bar = barFor(asked, '{bar} {percentage}%  {value} of {total} files  {eta_formatted} left');
  bar?.start(total, 0);
  return { show: (done: number) => bar?.update(done), stop: () => bar?.stop() };
}
