import { isAway } from './errors.ts';
import { traceOf } from './log.ts';
import type { Log } from './log.ts';

/**
 * Does something again and again, never twice at once; what goes wrong is logged and tried again. Returns the stop,
 * after which nobody waits for what is under way: that its ground is closed beneath it is no news.
 */
export function every(ms: number, log: Log, work: () => unknown): () => void {
  let busy = false;
  let stopped = false;
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    Promise.resolve()
      .then(work)
      .catch((error: unknown) =>
        log[stopped || isAway(error) ? 'debug' : 'error']('recurring work failed', traceOf(error)),
      )
      .finally(() => (busy = false));
  }, ms);
  timer.unref();
  return () => {
    stopped = true;
    clearInterval(timer);
  };
}
