import { secondsLeft, shareDone } from '../../domains/transfer/index.ts';
import type { Progress } from '../../domains/transfer/index.ts';
import { barFor } from '../bar.ts';
import type { Asked } from '../command.ts';

const STEPS = 1000;

/** A line that shows how far an import has come, how fast it goes and how long it will take. */
export function progressBar(asked: Asked) {
  const bar = barFor(asked, '{bar} {percentage}%  {phase}  {messages} messages  {rate}/s  {left}');
  const began = Date.now();
  let first: number | null = null;
  bar?.start(STEPS, 0, { phase: 'reading', messages: '0', rate: '0', left: '' });
  return {
    show(progress: Progress): void {
      const share = shareDone(progress);
      first ??= share;
      const seconds = (Date.now() - began) / 1000;
      bar?.update(Math.round(share * STEPS), words(progress, seconds, secondsLeft(progress, seconds, first)));
    },
    stop: () => bar?.stop(),
  };
}

function words(progress: Progress, seconds: number, left: number | null): Record<string, string> {
  const done = progress.phase === 'reading' ? progress.messages : progress.placed;
  return {
    phase: progress.phase,
    messages: done.toLocaleString('en'),
    rate: Math.round(done / Math.max(0.1, seconds)).toLocaleString('en'),
    left: left === null ? '' : `${clock(left)} left`,
  };
}

const clock = (seconds: number) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
