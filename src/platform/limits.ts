import { tooMany } from './errors.ts';

/** At most `times` in any window of `seconds`. */
export interface Limit {
  times: number;
  seconds: number;
}

interface Window {
  from: number;
  used: number;
}

const SWEEP_AT = 10_000;

/** Counts what each person and each address does, and refuses with the time when to try again. */
export function limiter(enabled: boolean) {
  const windows = new Map<string, Window>();
  return {
    /** Counts one use under `key`; throws too-many once the limit is passed. */
    use(key: string, limit: Limit, now: number): void {
      if (!enabled) return;
      if (windows.size > SWEEP_AT) sweep(windows, now);
      const length = limit.seconds * 1000;
      const window = windows.get(key);
      if (!window || now - window.from >= length) {
        windows.set(key, { from: now, used: 1 });
      } else if (++window.used > limit.times) {
        throw tooMany(Math.max(1, Math.ceil((window.from + length - now) / 1000)));
      }
    },
  };
}

const LONGEST_MS = 3_600_000;

function sweep(windows: Map<string, Window>, now: number): void {
  for (const [key, window] of windows) if (now - window.from > LONGEST_MS) windows.delete(key);
}

export type Limiter = ReturnType<typeof limiter>;
