import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isKithError } from './errors.ts';
import { limiter, networkOf } from './limits.ts';

const LIMIT = { times: 3, seconds: 60 };
const person = (personId: string | null, address = '192.0.2.1') => ({ personId, address });

/** Seconds until one may try again; 0 when it was let through. */
function wait(use: () => void): number {
  try {
    use();
    return 0;
  } catch (error) {
    if (!isKithError(error) || error.kind !== 'too-many') throw error;
    expect(error.message).toContain(`${error.retryAfter} s`);
    return error.retryAfter!;
  }
}

describe('a limit', () => {
  test('says when to try again, and then lets through', () => {
    const limits = limiter(true);
    const tries = [0, 1000, 2000, 3000, 59_001, 59_999, 60_000].map((now) =>
      wait(() => limits.use('a', LIMIT, now)),
    );
    expect(tries).toEqual([0, 0, 0, 57, 1, 1, 0]);
  });

  test('lets whoever waits as long as they were told through, whenever they came', () => {
    const gaps = fc.array(fc.integer({ min: 0, max: 30_000 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(gaps, (pauses) => {
        const limits = limiter(true);
        let now = 0;
        for (const pause of pauses) {
          now += pause;
          const seconds = wait(() => limits.use('a', LIMIT, now));
          expect(seconds).toBeLessThanOrEqual(LIMIT.seconds);
          if (seconds === 0) continue;
          now += seconds * 1000;
          expect(wait(() => limits.use('a', LIMIT, now))).toBe(0);
        }
      }),
    );
  });

  test('counts each thing and each person by itself', () => {
    const limits = limiter(true);
    for (let n = 0; n < 3; n++) void limits.admit('send', person('ana'), LIMIT, 0);
    expect(wait(() => limits.admit('send', person('ana', '192.0.2.2'), LIMIT, 0))).toBe(60);
    expect(wait(() => limits.admit('send', person('ben'), LIMIT, 0))).toBe(0);
    expect(wait(() => limits.admit('search', person('ana'), LIMIT, 0))).toBe(0);
  });

  test('counts strangers by their address, and people by it as well, as many may share one', () => {
    const limits = limiter(true);
    for (let n = 0; n < 3; n++) void limits.admit('send', person(null), LIMIT, 0);
    expect(wait(() => limits.admit('send', person(null), LIMIT, 0))).toBe(60);
    expect(wait(() => limits.admit('send', person(null, '192.0.2.2'), LIMIT, 0))).toBe(0);
    for (let n = 0; n < 60; n++) expect(wait(() => limits.admit('send', person(`p${n}`), LIMIT, 0))).toBe(0);
    expect(wait(() => limits.admit('send', person('p61'), LIMIT, 0))).toBe(60);
    expect(wait(() => limits.admit('send', person('p61', '192.0.2.2'), LIMIT, 0))).toBe(0);
  });

  test('holds longer than an hour where it says so, whoever else comes', () => {
    const limits = limiter(true);
    const daily = { times: 1, seconds: 86_400 };
    void limits.use('a', daily, 0);
    for (let n = 0; n < 25_000; n++) void limits.use(`flood ${n}`, LIMIT, 7_200_000);
    expect(wait(() => limits.use('a', daily, 7_200_000))).toBe(86_400 - 7200);
  });

  test('that is off counts nothing', () => {
    const limits = limiter(false);
    for (let n = 0; n < 100; n++) void limits.admit('send', person(null), LIMIT, 0);
  });
});

test.each([
  ['192.0.2.1', '192.0.2.1'],
  ['::ffff:192.0.2.1', '192.0.2.1'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:0DB8:0001:0002::9', '2001:db8:1:2::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['inside', 'inside'],
])('%s is at %s', (address, network) => {
  expect(networkOf(address)).toBe(network);
});

test('a clock that is set back makes nobody wait longer than the limit says', () => {
  const { use } = limiter(true);
  const limit = { times: 1, seconds: 60 };
  void use('send', limit, 7_200_000);
  expect(() => use('send', limit, 7_200_001)).toThrow();
  void use('send', limit, 3_600_000);
  expect(() => use('send', limit, 3_600_001)).toThrow();
});
