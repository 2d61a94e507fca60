import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { faults, sayFailure, sayFault } from './faults.ts';

test('everything that can be wrong with an archive is said in the reader’s language', () => {
  const code = readFileSync('src/domains/transfer/fault.ts', 'utf8');
  const table = code.slice(code.indexOf('{'), code.indexOf('} as const'));
  const known = [...table.matchAll(/^ {2}'?([a-z-]+)'?: \S/gm)].map((match) => match[1]!);
  expect(known.length).toBeGreaterThan(15);
  expect(Object.keys(faults).sort()).toEqual([...known, 'cut', 'unreadable'].sort());
});

test('what has no words here keeps the server’s sentence', () => {
  expect(sayFault('broken', 'it is broken')).toBe('It is broken.');
  expect(sayFault(undefined, 'it was long ago')).toBe('it was long ago');
  expect(sayFailure('no-archive', 'x')).toMatch(/looks like/);
  expect(sayFailure('import-broke', 'x')).toMatch(/broke/);
  expect(sayFailure(null, 'It fell over.')).toBe('It fell over.');
});
