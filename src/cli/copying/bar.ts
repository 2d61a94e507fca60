import { SingleBar } from 'cli-progress';
import type { Steps } from '../../domains/transfer/index.ts';

/** A line that shows how far a move or a copy has come, and how fast it goes. */
export function stepsBar(shown: boolean) {
  if (!shown) return { show: () => undefined, stop: () => undefined };
  const bar = new SingleBar({
    format: '{bar} {percentage}%  {phase}  {value}/{total}  {eta_formatted} left',
    hideCursor: true,
    clearOnComplete: true,
    stream: process.stderr,
  });
  let phase = '';
  return {
    show(steps: Steps): void {
      if (steps.phase !== phase) bar.start(steps.total, 0, { phase: (phase = steps.phase) });
      bar.update(steps.done);
    },
    stop: () => bar.stop(),
  };
}
