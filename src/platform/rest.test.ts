import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { restWhenIdle, thisProcess } from './rest.ts';

const MIB = 1024 * 1024;
beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function scene() {
  const body = { share: 0, bytes: 100 * MIB, rests: 0 };
  const stop = restWhenIdle(
    {
      busy: () => body.share,
      heap: () => body.bytes,
      giveBack() {
        body.rests++;
        body.bytes = 30 * MIB;
      },
    },
    1000,
  );
  return { body, stop, later: () => vi.advanceTimersByTime(1000) };
}

test('who has nothing to do gives memory back once, and again after a busy time', () => {
  const { body, stop, later } = scene();
  later();
  later();
  expect(body.rests).toBe(1);
  body.bytes = 37 * MIB;
  later();
  expect(body.rests).toBe(1);
  body.bytes = 200 * MIB;
  later();
  expect(body.rests).toBe(2);
  stop();
});

test('nobody waits for it while there is work', () => {
  const { body, stop, later } = scene();
  body.share = 0.3;
  later();
  later();
  expect(body.rests).toBe(0);
  body.share = 0;
  later();
  expect(body.rests).toBe(1);
  stop();
});

test('nothing happens after the stop', () => {
  const { body, stop, later } = scene();
  stop();
  later();
  expect(body.rests).toBe(0);
});

test('this process gives back what litter has taken, and knows how busy it is', async () => {
  vi.useRealTimers();
  const body = thisProcess();
  const most = litter(body);
  await new Promise((later) => setTimeout(later, 50));
  expect(body.busy()).toBeLessThanOrEqual(1);
  body.giveBack();
  expect(body.heap()).toBeLessThan(most);
});

test('what nobody needs just now is let go of before memory is given back', () => {
  let kept: Uint8Array | null = new Uint8Array(64 * MIB);
  const body = thisProcess(() => (kept = null));
  const before = body.heap();
  body.giveBack();
  expect(kept).toBeNull();
  expect(body.heap()).toBeLessThan(before - 32 * MIB);
});

/** Fills the heap with what nobody keeps; answers how large it was then. */
function litter(body: { heap(): number }): number {
  const all = Array.from({ length: 1_000_000 }, (_, at) => ({ at }));
  return all.length && body.heap();
}
