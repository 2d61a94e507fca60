import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { comings } from './comings.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function scene() {
  const told: [string, string[]][] = [];
  const { moved, stop } = comings((...said) => told.push(said), 100);
  return { told, moved, stop };
}

test('all who move within a moment are told of at once, each community for itself', () => {
  const { told, moved } = scene();
  moved('green', 'ana');
  moved('green', 'ben');
  moved('blue', 'ana');
  moved('green', 'ana');
  expect(told).toEqual([]);
  vi.advanceTimersByTime(100);
  expect(told).toEqual([
    ['green', ['ana', 'ben']],
    ['blue', ['ana']],
  ]);
  moved('green', 'ben');
  vi.advanceTimersByTime(100);
  expect(told.at(-1)).toEqual(['green', ['ben']]);
});

test('nothing is told after the stop', () => {
  const { told, moved, stop } = scene();
  moved('green', 'ana');
  stop();
  vi.advanceTimersByTime(1000);
  expect(told).toEqual([]);
});
