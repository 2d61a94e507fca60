import { expect, test, vi } from 'vitest';
import { remember } from './remember.ts';

test('the work is done once for each key, also where it answers nothing much', () => {
  const work = vi.fn((key: number) => (key === 0 ? '' : `${key}`));
  const asked = remember(10, work);
  expect([asked(1), asked(1), asked(0), asked(0)]).toEqual(['1', '1', '', '']);
  expect(work).toHaveBeenCalledTimes(2);
});

test('it does not grow without end', () => {
  const work = vi.fn((key: number) => key);
  const asked = remember(3, work);
  [1, 2, 3, 4, 1].forEach(asked);
  expect(work).toHaveBeenCalledTimes(5);
});
