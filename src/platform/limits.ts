import { isIPv6 } from 'node:net';
import { tooMany } from './errors.ts';

/** At most `times` in `seconds`, counted from the first use. */
export interface Limit {
  times: number;
  seconds: number;
}

interface Window {
  until: number;
  used: number;
}

/** So many people may be at one address, such as a school's: it has so many times the limit of one person. */
const AT_ONE_ADDRESS = 20;
const SWEEP_AT = 10_000;

/** Counts what each person and each address does, and refuses with the time when to try again. */
export function limiter(enabled: boolean) {
  const windows = new Map<string, Window>();
  let sweepAt = SWEEP_AT;

  function sweep(now: number): void {
    for (const [key, window] of windows) if (now >= window.until) windows.delete(key);
    sweepAt = Math.max(SWEEP_AT, windows.size * 2);
  }

  /** Counts one use under `key`; throws too-many once the limit is passed. */
  function use(key: string, limit: Limit, now: number): void {
    if (!enabled) return;
    if (windows.size >= sweepAt) sweep(now);
    const window = windows.get(key);
    if (!window || now >= window.until) {
      windows.set(key, { until: now + limit.seconds * 1000, used: 1 });
    } else if (++window.used > limit.times) {
      throw tooMany(Math.max(1, Math.ceil((window.until - now) / 1000)));
    }
  }

  return {
    use,
    /** The same for whoever does something: by person and by where they are, a stranger by the address alone. */
    admit(
      what: string,
      { personId, address }: { personId: string | null; address: string },
      limit: Limit,
      now: number,
    ): void {
      if (personId) use(`${what} ${personId}`, limit, now);
      const times = personId ? limit.times * AT_ONE_ADDRESS : limit.times;
      use(`${what} ${personId ? 'people' : 'strangers'} at ${networkOf(address)}`, { ...limit, times }, now);
    },
  };
}

/** One line has as many IPv6 addresses as it likes, all with the same first half. */
export function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
  if (!isIPv6(plain)) return plain;
  const [left = '', right] = plain.replace(/%.*$/, '').split('::');
  const head = left ? left.split(':') : [];
  const tail = right ? right.split(':') : [];
  const zeros = Array.from({ length: right === undefined ? 0 : 8 - head.length - tail.length }, () => '0');
  const first = [...head, ...zeros, ...tail].slice(0, 4);
  return `${first.map((part) => Number.parseInt(part, 16).toString(16)).join(':')}::/64`;
}

export type Limiter = ReturnType<typeof limiter>;
