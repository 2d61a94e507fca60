import { constants, fstatSync, openSync } from 'node:fs';
import { pino } from 'pino';

const STANDARD_ERROR = 2;
/** What waits while nobody reads; beyond it lines are dropped rather than memory filled. */
const MOST_WAITING_BYTES = 4 * 1024 * 1024;
const LAST_WORDS_MS = 1000;

/** Where lines go; one that can be waited for is flushed when the process ends. */
export interface Sink {
  write(line: string): void;
  /** Resolves once all lines are out, or after a second where nobody takes them. */
  lastWords?(): Promise<void>;
  /** The same for a process that must not go on: nothing else happens meanwhile. */
  lastWordsNow?(): void;
}

/** Standard error, written to behind everything else: neither a slow reader nor a full disk holds up the house. */
export function standardError(): Sink {
  let giveUpAt = Infinity;
  let ended = false;
  const stream = pino.destination({
    fd: patientPipe() ?? STANDARD_ERROR,
    sync: false,
    minLength: 1, // With none, flushing would not wait.
    maxLength: MOST_WAITING_BYTES,
    retryEAGAIN: () => Date.now() < giveUpAt,
  });
  // A log that cannot be written is no reason to close the house. What waits at its end is tried again for ever, so it goes.
  let fails = false;
  stream.on('error', () => (fails = true));
  stream.on('write', () => (fails = false));
  function end(): void {
    ended = true;
    stream.destroy();
  }
  return {
    write: (line) => void (ended || stream.write(line)),
    lastWords: () =>
      new Promise((said) => {
        const giveUp = setTimeout(() => {
          end();
          said();
        }, LAST_WORDS_MS);
        stream.flush(() => {
          clearTimeout(giveUp);
          if (fails) end();
          said();
        });
      }),
    lastWordsNow() {
      if (fails) return end();
      giveUpAt = Date.now() + LAST_WORDS_MS;
      try {
        stream.flushSync();
      } catch {
        end(); // Nobody reads; the process ends without these lines rather than not at all.
      }
    },
  };
}

/** A way to the same pipe that says "later" instead of holding a thread, which could not even be ended; where there is one. */
function patientPipe(): number | null {
  try {
    if (!fstatSync(STANDARD_ERROR).isFIFO()) return null;
    return openSync(`/proc/self/fd/${STANDARD_ERROR}`, constants.O_WRONLY | constants.O_NONBLOCK);
  } catch {
    return null; // Not on this system.
  }
}
