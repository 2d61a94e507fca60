import { SingleBar } from 'cli-progress';

/** A line that shows how many of so many files are done. */
export function filesBar(total: number, shown: boolean) {
  if (!shown) return { show: () => undefined, stop: () => undefined };
  const bar = new SingleBar({
    format: '{bar} {percentage}%  {value} of {total} files  {eta_formatted} left',
    hideCursor: true,
    clearOnComplete: true,
    stream: process.stderr,
  });
  bar.start(total, 0);
  return { show: (done: number) => bar.update(done), stop: () => bar.stop() };
}
