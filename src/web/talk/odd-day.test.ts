import { expect, test } from 'vitest';
import { hasOddDay } from './odd-day.ts';

test('a day that no filter takes is told of', () => {
  for (const line of ['after:yesterday walk', 'walk before:27.11.2026', 'After:2026-13-01', 'after:2026-03'])
    expect(hasOddDay(line), line).toBe(true);
});

test('a day as it should be, and words that only look alike, are not', () => {
  for (const line of ['after:2026-03-01 walk', 'walk', 'after: lunch', 'thereafter:all', 'before the walk'])
    expect(hasOddDay(line), line).toBe(false);
});
