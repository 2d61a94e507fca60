import { isAway } from './errors.ts';
import { traceOf } from './log.ts';
import type { Log } from './log.ts';

/** Does something again and again, never twice at once; what goes wrong is logged and tried again. Returns the stop. */
export function every(ms: number, log: Log, work: () => unknown): () => void {
  let busy = false;
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    Promise.resolve()
      .then(work)
      .catch((error: unknown) =>
        log[isAway(error) ? 'debug' : 'error']('recurring work failed', traceOf(error)),
      )
      .finally(() => (busy = false));
  }, ms);
  timer.unref();
  return () => clearInterval(timer);
}
