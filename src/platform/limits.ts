import { isIPv6 } from 'node:net';
import { tooMany } from './errors.ts';

/** At most `times` in `seconds`, counted from the first use. */
export interface Limit {
  times: number;
  seconds: number;
  /** Counted by all processes together, as what is rare and strict is anyway; else by each for itself. */
  together?: true;
}

export interface Use {
  key: string;
  limit: Limit;
}

/** Counts uses for all processes of a house; throws too-many once one of their limits is passed. */
export type CountTogether = (uses: Use[], now: number) => Promise<void>;

interface Window {
  until: number;
  used: number;
}

/** So many people may be at one address, such as a school's: it has so many times the limit of one person. */
const AT_ONE_ADDRESS = 20;
const SWEEP_AT = 10_000;
/** What may be done so seldom is strict: from ten minutes on. */
const STRICT_S = 600;

/**
 * Counts what each person and each address does, and refuses with the time when to try again. With `together`, what is
 * strict is counted there, and there is a promise to wait for.
 */
export function limiter(enabled: boolean, together?: CountTogether) {
  const windows = new Map<string, Window>();
  let sweepAt = SWEEP_AT;

  function sweep(now: number): void {
    for (const [key, window] of windows) if (now >= window.until) windows.delete(key);
    sweepAt = Math.max(SWEEP_AT, windows.size * 2);
  }

  function useHere({ key, limit }: Use, now: number): void {
    if (windows.size >= sweepAt) sweep(now);
    const window = windows.get(key);
    if (!window || isOver(window.until, limit, now)) {
      windows.set(key, { until: now + limit.seconds * 1000, used: 1 });
    } else if (++window.used > limit.times) {
      refuseUntil(window.until, now);
    }
  }

  function count(uses: Use[], now: number): Promise<void> | undefined {
    if (!enabled) return undefined;
    if (together && isStrict(uses[0]!.limit)) return together(uses, now);
    for (const one of uses) useHere(one, now);
    return undefined;
  }

  return {
    /** Counts one use under `key`; refuses with too-many once the limit is passed. */
    use: (key: string, limit: Limit, now: number) => count([{ key, limit }], now),
    /** The same for whoever does something: by person and by where they are, a stranger by the address alone. */
    admit(
      what: string,
      { personId, address }: { personId: string | null; address: string },
      limit: Limit,
      now: number,
    ): Promise<void> | undefined {
      const times = personId ? limit.times * AT_ONE_ADDRESS : limit.times;
      const place = `${what} ${personId ? 'people' : 'strangers'} at ${networkOf(address)}`;
      const own = personId ? [{ key: `${what} ${personId}`, limit }] : [];
      return count([...own, { key: place, limit: { ...limit, times } }], now);
    },
  };
}

const isStrict = ({ together, seconds }: Limit) => together ?? seconds >= STRICT_S;

export function refuseUntil(until: number, now: number): never {
  throw tooMany(Math.max(1, Math.ceil((until - now) / 1000)));
}

/** How far the clocks of processes may be apart. */
export const CLOCKS_APART_MS = 60_000;

/** Past its end, or ending later than it can last: then it was begun before the clock was set back. */
export const isOver = (until: number, { seconds }: Limit, now: number) =>
  until <= now || until > now + seconds * 1000 + CLOCKS_APART_MS;

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
