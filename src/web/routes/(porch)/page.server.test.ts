import { expect, test } from 'vitest';
import { unavailable } from '../../../platform/errors.ts';
import { load } from './+page.server.ts';

const front = (fault: unknown) => {
  const kith = { read: () => Promise.reject(fault as Error) };
  return load({ locals: { person: null, kith } } as never);
};

test('what Kith is can be read while the house cannot reach its data', async () => {
  expect(await front(unavailable('database-away', 'It is away.'))).toEqual({ founding: null });
  expect(await front(unavailable('database-busy', 'It is busy.'))).toEqual({ founding: null });
});

test('any other fault is not hidden by it', async () => {
  const fault = new Error('no such column');
  await expect(front(fault)).rejects.toBe(fault);
  const full = unavailable('disk-full', 'It is full.');
  await expect(front(full)).rejects.toBe(full);
});
