import fc from 'fast-check';
import { expect, test } from 'vitest';
import { placeBeside } from './placing.ts';

const view = { width: 390, height: 844 };

test('a popup opens under its anchor while there is room', () => {
  const at = placeBeside({ left: 20, top: 100, width: 44, height: 44 }, { width: 200, height: 300 }, view);
  expect(at).toMatchObject({ left: 20, top: 148 });
});

test('near the bottom it opens over its anchor', () => {
  const at = placeBeside({ left: 20, top: 780, width: 44, height: 44 }, { width: 200, height: 300 }, view);
  expect(at.top).toBe(476);
});

test('from right to left it lines up at the other edge', () => {
  const at = placeBeside(
    { left: 300, top: 100, width: 44, height: 44 },
    { width: 200, height: 100 },
    view,
    true,
  );
  expect(at.left).toBe(144);
});

test('it never leaves the view at the start', () => {
  const size = fc.integer({ min: 1, max: 900 });
  fc.assert(
    fc.property(size, size, size, size, (left, top, width, height) => {
      const at = placeBeside({ left, top, width: 44, height: 44 }, { width, height }, view);
      expect(at.left).toBeGreaterThanOrEqual(8);
      expect(at.top).toBeGreaterThanOrEqual(8);
    }),
  );
});
