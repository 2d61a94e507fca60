import { expect, test } from 'vitest';
import { z } from 'zod';
import { newId } from './id.ts';

test('ids are UUIDv7 and rise with time', () => {
  expect(z.uuidv7().safeParse(newId()).success).toBe(true);
  expect(newId(1_700_000_000_000) < newId(1_700_000_000_001)).toBe(true);
  expect(Number.parseInt(newId(1_700_000_000_123).replace(/-/g, '').slice(0, 12), 16)).toBe(
    1_700_000_000_123,
  );
});

test('no two are alike', () => {
  expect(new Set(Array.from({ length: 1000 }, () => newId(5))).size).toBe(1000);
});
