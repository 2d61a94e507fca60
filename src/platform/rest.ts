import { performance } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const LOOK_EVERY_MS = 5000;
/** How much of the time something may be done for the house to count as idle. */
const HARDLY = 0.02;
/** A heap that has grown by less is left as it is. */
const WORTH_BYTES = 8 * 1024 * 1024;

export interface Body {
  /** Which part of the time since it was last asked something was done, 0 to 1. */
  busy(): number;
  /** Bytes that are taken for the heap, whether used or not, and for what lies beside it. */
  heap(): number;
  /** Collects all that is not used, and gives back what is left over. */
  giveBack(): void;
}

/**
 * Gives memory back to the machine once there is nothing to do: what starting or a busy hour has taken would be held
 * for good otherwise. The pause, less than a tenth of a second, falls where nobody waits. Returns the stop.
 */
export function restWhenIdle(body: Body, everyMs = LOOK_EVERY_MS): () => void {
  let rested = 0;
  const timer = setInterval(() => {
    if (body.busy() > HARDLY || body.heap() < rested + WORTH_BYTES) return;
    body.giveBack();
    rested = body.heap();
  }, everyMs);
  timer.unref();
  return () => clearInterval(timer);
}

/** Before it collects, `letGo` drops what nobody needs just now. */
export function thisProcess(letGo: () => void = () => undefined): Body {
  let before = performance.eventLoopUtilization();
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as NonNullable<typeof gc>;
  return {
    busy() {
      const now = performance.eventLoopUtilization();
      const { utilization } = performance.eventLoopUtilization(now, before);
      before = now;
      return utilization;
    },
    heap() {
      const { heapTotal, arrayBuffers } = process.memoryUsage();
      return heapTotal + arrayBuffers;
    },
    giveBack() {
      letGo();
      collect({ type: 'major', execution: 'sync', flavor: 'last-resort' });
    },
  };
}
