import type { Steps } from '../../domains/transfer/index.ts';
import { barFor } from '../bar.ts';
import type { Asked } from '../command.ts';

/** A line that shows how far a move or a copy has come, and how fast it goes. */
export function stepsBar(asked: Asked) {
  const bar = barFor(asked, '{bar} {percentage}%  {phase}  {value}/{total}  {eta_formatted} left');
  let phase = '';
  return {
    show(steps: Steps): void {
      if (steps.phase !== phase) bar?.start(steps.total, 0, { phase: (phase = steps.phase) });
      bar?.update(steps.done);
    },
    stop: () => bar?.stop(),
  };
}
